#include <sqlite3.h>

/* SQLite's settings are variadic, which Swift cannot call. They hold for the process, and only before its first connection. */

/* No counts of memory in use: nobody asks for them, and each allocation would take a lock for them. */
static inline int csqlite_count_no_memory(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/* Small allocations of a connection come out of one block of `count` slots. */
static inline int csqlite_set_lookaside(sqlite3 *database, int bytes, int count) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_LOOKASIDE, (void *)0, bytes, count);
}
