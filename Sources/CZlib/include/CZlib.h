#ifndef CZLIB_H
#define CZLIB_H

#include <stdbool.h>
#include <zlib.h>

/* The functions of zlib that are called, with the types that its own header gives them. */
#define CZLIB_FUNCTIONS(use) \
  use(deflate) use(deflateBound) use(deflateEnd) use(deflateInit2_) use(inflate) use(inflateEnd) use(inflateInit2_)

#define CZLIB_MEMBER(name) __typeof__(&name) name;
typedef struct czlib_library {
  CZLIB_FUNCTIONS(CZLIB_MEMBER)
} czlib_library;
#undef CZLIB_MEMBER

/* Loads the library, so that only what packs or unpacks waits for it; false where it is not installed. */
bool czlib_load(czlib_library *library);

/* zlib's own initialisers are macros, which Swift cannot call. Negative windows: deflated data without a header. */
static inline int czlib_begin_inflating(const czlib_library *library, z_stream *stream) {
  return library->inflateInit2_(stream, -15, ZLIB_VERSION, (int)sizeof(z_stream));
}
static inline int czlib_begin_deflating(const czlib_library *library, z_stream *stream, int level) {
  return library->deflateInit2_(stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                                (int)sizeof(z_stream));
}

#endif
