#ifndef CXLSXWRITER_H
#define CXLSXWRITER_H

#include <stdbool.h>
#include <xlsxwriter.h>

/* The functions of libxlsxwriter that are called, with the types that its own header gives them. */
#define CXLSX_FUNCTIONS(use) \
  use(format_set_bg_color) use(format_set_bold) use(format_set_bottom) use(format_set_num_format) \
  use(format_set_unlocked) use(lxw_strerror) use(workbook_add_format) use(workbook_add_worksheet) \
  use(workbook_close) use(workbook_new_opt) use(workbook_set_properties) use(worksheet_autofilter) \
  use(worksheet_data_validation_range) use(worksheet_fit_to_pages) use(worksheet_freeze_panes) \
  use(worksheet_protect) use(worksheet_repeat_rows) use(worksheet_set_column) use(worksheet_set_footer) \
  use(worksheet_set_landscape) use(worksheet_write_blank) use(worksheet_write_number) use(worksheet_write_string)

#define CXLSX_MEMBER(name) __typeof__(&name) name;
typedef struct cxlsx_library {
  CXLSX_FUNCTIONS(CXLSX_MEMBER)
} cxlsx_library;
#undef CXLSX_MEMBER

/* Loads the library, with whatever it needs itself, so that only what writes a workbook waits for that; false where it is
   not installed. */
bool cxlsx_load(cxlsx_library *library);

#endif
