#include "CXLSXWriter.h"

#include <dlfcn.h>
#include <stddef.h>

/* The library of the version that this was compiled for: another one may lay its structures out otherwise. */
#ifdef __APPLE__
static const char name[] = "libxlsxwriter." LXW_SOVERSION ".dylib";
#else
static const char name[] = "libxlsxwriter.so." LXW_SOVERSION;
#endif

bool cxlsx_load(cxlsx_library *library) {
  void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return false;
#define CXLSX_FIND(function) \
  *(void **)(&library->function) = dlsym(handle, #function); \
  if (library->function == NULL) return false;
  CXLSX_FUNCTIONS(CXLSX_FIND)
#undef CXLSX_FIND
  return true;
}
