#include "CZlib.h"

#include <dlfcn.h>
#include <stddef.h>

#ifdef __APPLE__
static const char name[] = "libz.1.dylib";
#else
static const char name[] = "libz.so.1";
#endif

bool czlib_load(czlib_library *library) {
  void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return false;
#define CZLIB_FIND(function) \
  *(void **)(&library->function) = dlsym(handle, #function); \
  if (library->function == NULL) return false;
  CZLIB_FUNCTIONS(CZLIB_FIND)
#undef CZLIB_FIND
  return true;
}
