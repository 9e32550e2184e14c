/*
 * Stilla for C: an embeddable, sandboxed ECMAScript engine.
 *
 * Who owns what: a pointer that a function of this library returns or stores belongs to the caller, who frees it once
 * with the function of its type. Values and errors may be freed at any time, also after their runtime.
 *
 * Text is UTF-8 with a length; it is not ended by zero. Texts that are lent live as long as what they were asked of.
 *
 * Threads: a runtime may be used on any thread, by one call at a time; a call that comes meanwhile gives STILLA_MISUSE.
 * Host functions get a runtime of their own for the time of the call: they use that one.
 */
#ifndef STILLA_H
#define STILLA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct stilla_runtime stilla_runtime;
typedef struct stilla_value stilla_value;
typedef struct stilla_error stilla_error;
typedef struct stilla_interrupter stilla_interrupter;

/* How a call ended. */
typedef enum stilla_status {
    STILLA_OK = 0,
    STILLA_COMPILE = 1,   /* the text is no program */
    STILLA_EXCEPTION = 2, /* an exception that the script did not catch */
    STILLA_STOPPED = 3,   /* a limit or an interrupt */
    STILLA_MISUSE = 4     /* an unsuitable argument, or a runtime that is in use */
} stilla_status;

typedef enum stilla_kind {
    STILLA_UNDEFINED = 0,
    STILLA_NULL = 1,
    STILLA_BOOLEAN = 2,
    STILLA_NUMBER = 3,
    STILLA_STRING = 4,
    STILLA_BIGINT = 5,
    STILLA_SYMBOL = 6,
    STILLA_OBJECT = 7
} stilla_kind;

/* What a runtime may use; zero is without limit. */
typedef struct stilla_options {
    size_t memory_limit; /* bytes, all of them */
    uint64_t fuel;       /* work of all runs together: about one unit for each call and loop iteration */
    uint64_t timeout_ms; /* milliseconds that each run may take */
    size_t stack_size;   /* bytes of the stack of calls */
    bool deterministic;  /* a clock that stands still, UTC, randomness from a fixed seed */
} stilla_options;

/* Runtimes. `options` may be null. Freeing one that is in use is STILLA_MISUSE and does nothing. */
stilla_runtime *stilla_runtime_new(const stilla_options *options);
stilla_status stilla_runtime_free(stilla_runtime *runtime);

/* Runs a text as a script. `result` and `error` may be null: then nothing is stored there. */
stilla_status stilla_eval(stilla_runtime *runtime, const char *name, size_t name_length, const char *source,
                          size_t length, stilla_value **result, stilla_error **error);

/* Checks that a text is a script, without running it. */
stilla_status stilla_check(const char *name, size_t name_length, const char *source, size_t length,
                           stilla_error **error);

/* Properties of an object; of the global object if `object` is null. */
stilla_status stilla_get(stilla_runtime *runtime, const stilla_value *object, const char *key, size_t length,
                         stilla_value **result, stilla_error **error);
stilla_status stilla_set(stilla_runtime *runtime, const stilla_value *object, const char *key, size_t length,
                         const stilla_value *value, stilla_error **error);

/* Calls a function; `self` is its `this`, null for undefined. */
stilla_status stilla_call(stilla_runtime *runtime, const stilla_value *function, const stilla_value *self,
                          const stilla_value *const *args, size_t count, stilla_value **result, stilla_error **error);

/*
 * A function of yours. The runtime and the arguments are lent until it returns. It returns a value that it owns, or null
 * for undefined; to fail, it stores an error that it owns in `error`. It must not be left by longjmp or a C++ exception.
 */
typedef stilla_value *(*stilla_function)(stilla_runtime *runtime, void *data, const stilla_value *const *args,
                                         size_t count, stilla_error **error);

/*
 * Gives scripts a function, as a property of an object; of the global object if `object` is null. `drop` may be null;
 * otherwise it is called once with `data` when no script can call the function any more, on the thread that uses the
 * runtime then.
 */
stilla_status stilla_set_function(stilla_runtime *runtime, const stilla_value *object, const char *name, size_t length,
                                  stilla_function function, void *data, void (*drop)(void *), stilla_error **error);

/* Ending a run from any thread; also after the runtime was freed. */
stilla_interrupter *stilla_interrupter_new(stilla_runtime *runtime);
void stilla_interrupt(const stilla_interrupter *interrupter, const char *reason, size_t length);
void stilla_interrupter_free(stilla_interrupter *interrupter);

/* Values. `stilla_string` gives null for what is not UTF-8. */
stilla_value *stilla_undefined(void);
stilla_value *stilla_null(void);
stilla_value *stilla_boolean(bool boolean);
stilla_value *stilla_number(double number);
stilla_value *stilla_string(const char *text, size_t length);
stilla_value *stilla_value_clone(const stilla_value *value);
void stilla_value_free(stilla_value *value);

stilla_kind stilla_value_kind(const stilla_value *value);
bool stilla_value_number(const stilla_value *value, double *number);
bool stilla_value_boolean(const stilla_value *value, bool *boolean);
/* The text of a String or the digits of a BigInt; null for other values. */
const char *stilla_value_text(const stilla_value *value, size_t *length);

/* Errors. */
stilla_error *stilla_error_new(const char *message, size_t length);
stilla_status stilla_error_status(const stilla_error *error);
const char *stilla_error_message(const stilla_error *error, size_t *length);
/* The message with the line of source, frames and causes. */
const char *stilla_error_report(const stilla_error *error, size_t *length);
void stilla_error_free(stilla_error *error);

#ifdef __cplusplus
}
#endif

#endif
