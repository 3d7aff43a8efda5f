#include "CQREncode.h"

#include <dlfcn.h>
#include <stddef.h>

/* Its interface has been the same since version 4. */
#ifdef __APPLE__
static const char name[] = "libqrencode.4.dylib";
#else
static const char name[] = "libqrencode.so.4";
#endif

bool cqrencode_load(cqrencode_library *library) {
  void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return false;
  *(void **)(&library->QRcode_encodeData) = dlsym(handle, "QRcode_encodeData");
  *(void **)(&library->QRcode_free) = dlsym(handle, "QRcode_free");
  return library->QRcode_encodeData != NULL && library->QRcode_free != NULL;
}
