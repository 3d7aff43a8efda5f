#include <zlib.h>

/* zlib's own initialisers are macros, which Swift cannot call. Negative windows: deflated data without a header. */
static inline int czlib_begin_inflating(z_stream *stream) { return inflateInit2(stream, -15); }
static inline int czlib_begin_deflating(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
}
