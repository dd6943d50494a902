#pragma once
#include <stdbool.h>

/// What the calling thread took from the heap since it last asked to start.
///
/// On systems with the GNU C library this library's allocation functions take the place of the C library's
/// in every program that it is linked into, and hand every call on. Elsewhere nothing is counted.
typedef struct {
  /// Calls that gave memory.
  long allocations;
  /// Bytes asked for and not yet freed, at most; what was there before counts as nothing.
  long peak_bytes;
} heap_count;

/// Whether allocations are counted on this system.
bool heap_counter_works(void);

/// Starts counting anew on this thread.
void heap_counter_start(void);

/// Stops counting on this thread and says what was counted.
heap_count heap_counter_stop(void);
