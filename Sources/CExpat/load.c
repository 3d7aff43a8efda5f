#include "CExpat.h"

#include <dlfcn.h>
#include <stddef.h>

#ifdef __APPLE__
static const char name[] = "libexpat.1.dylib";
#else
static const char name[] = "libexpat.so.1";
#endif

bool cexpat_load(cexpat_library *library) {
  void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return false;
#define CEXPAT_FIND(function) \
  *(void **)(&library->function) = dlsym(handle, #function); \
  if (library->function == NULL) return false;
  CEXPAT_FUNCTIONS(CEXPAT_FIND)
#undef CEXPAT_FIND
  return true;
}
