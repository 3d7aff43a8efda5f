#ifndef CEXPAT_H
#define CEXPAT_H

#include <expat.h>
#include <stdbool.h>

/* The functions of expat that are called, with the types that its own header gives them. */
#define CEXPAT_FUNCTIONS(use) \
  use(XML_ErrorString) use(XML_GetErrorCode) use(XML_Parse) use(XML_ParserCreate) use(XML_ParserFree) \
  use(XML_SetCharacterDataHandler) use(XML_SetElementHandler) use(XML_SetEntityDeclHandler) use(XML_SetUserData) \
  use(XML_StopParser)

#define CEXPAT_MEMBER(name) __typeof__(&name) name;
typedef struct cexpat_library {
  CEXPAT_FUNCTIONS(CEXPAT_MEMBER)
} cexpat_library;
#undef CEXPAT_MEMBER

/* Loads the library, so that only what reads XML waits for it; false where it is not installed. */
bool cexpat_load(cexpat_library *library);

#endif
