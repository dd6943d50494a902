#include "HeapCounter.h"

#include <stdlib.h>

#if defined(__GLIBC__)

#include <errno.h>
#include <malloc.h>
#include <stddef.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static __thread bool counts;
static __thread long live;
static __thread heap_count current;

static void *taken(void *memory) {
  if (counts && memory) {
    current.allocations += 1;
    live += (long)malloc_usable_size(memory);
    if (live > current.peak_bytes) current.peak_bytes = live;
  }
  return memory;
}

static void given(void *memory) {
  if (counts && memory) live -= (long)malloc_usable_size(memory);
}

void *malloc(size_t size) { return taken(__libc_malloc(size)); }

void *calloc(size_t count, size_t size) { return taken(__libc_calloc(count, size)); }

void *realloc(void *memory, size_t size) {
  given(memory);
  return taken(__libc_realloc(memory, size));
}

void *memalign(size_t alignment, size_t size) { return taken(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  void *result = memalign(alignment, size);
  if (!result) return ENOMEM;
  *memory = result;
  return 0;
}

void free(void *memory) {
  given(memory);
  __libc_free(memory);
}

bool heap_counter_works(void) { return true; }

void heap_counter_start(void) {
  live = 0;
  current = (heap_count){0, 0};
  counts = true;
}

heap_count heap_counter_stop(void) {
  counts = false;
  return current;
}

#else

bool heap_counter_works(void) { return false; }

void heap_counter_start(void) {}

heap_count heap_counter_stop(void) { return (heap_count){0, 0}; }

#endif
