#ifndef CQRENCODE_H
#define CQRENCODE_H

#include <qrencode.h>
#include <stdbool.h>

/* The functions of libqrencode that are called, with the types that its own header gives them. */
typedef struct cqrencode_library {
  __typeof__(&QRcode_encodeData) QRcode_encodeData;
  __typeof__(&QRcode_free) QRcode_free;
} cqrencode_library;

/* Loads the library, so that only what draws a code waits for it; false where it is not installed. */
bool cqrencode_load(cqrencode_library *library);

#endif
