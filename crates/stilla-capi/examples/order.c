/* Prices of an order, computed by a script that calls back into C, under limits. */
#include "stilla.h"

#include <stdio.h>
#include <string.h>

#define TEXT(literal) (literal), (sizeof(literal) - 1)

static int failures = 0;

static void expect(bool holds, const char *what) {
    printf("%s: %s\n", holds ? "ok" : "FAILED", what);
    failures += !holds;
}

/* What C gives the script: the price of an article. */
static stilla_value *price(stilla_runtime *runtime, void *data, const stilla_value *const *args, size_t count,
                           stilla_error **error) {
    (void)runtime;
    size_t length = 0;
    const char *article = count > 0 ? stilla_value_text(args[0], &length) : NULL;
    ++*(int *)data;
    if (article != NULL && length == 3 && memcmp(article, "tea", 3) == 0) {
        return stilla_number(4.5);
    }
    *error = stilla_error_new(TEXT("no such article"));
    return NULL;
}

/* A host function that runs a script itself. */
static stilla_value *twice(stilla_runtime *runtime, void *data, const stilla_value *const *args, size_t count,
                           stilla_error **error) {
    (void)data;
    stilla_value *result = NULL;
    if (count > 0 && stilla_call(runtime, args[0], NULL, NULL, 0, NULL, error) == STILLA_OK) {
        stilla_call(runtime, args[0], NULL, NULL, 0, &result, error);
    }
    return result;
}

/* A host function that misuses the runtime it was not lent. */
static stilla_value *misuse(stilla_runtime *runtime, void *data, const stilla_value *const *args, size_t count,
                            stilla_error **error) {
    (void)runtime, (void)args, (void)count, (void)error;
    stilla_runtime *outer = data;
    bool refused = stilla_eval(outer, TEXT("inner.js"), TEXT("1"), NULL, NULL) == STILLA_MISUSE;
    return stilla_boolean(refused && stilla_runtime_free(outer) == STILLA_MISUSE);
}

static void dropped(void *data) { ++*(int *)data; }

int main(void) {
    stilla_options options = {.memory_limit = 32 << 20, .fuel = 10000000, .timeout_ms = 2000};
    stilla_runtime *runtime = stilla_runtime_new(&options);
    int calls = 0, drops = 0;
    stilla_set_function(runtime, NULL, TEXT("price"), price, &calls, NULL, NULL);
    stilla_set_function(runtime, NULL, TEXT("twice"), twice, &drops, dropped, NULL);
    stilla_set_function(runtime, NULL, TEXT("misuse"), misuse, runtime, NULL, NULL);

    stilla_value *total = NULL;
    stilla_error *error = NULL;
    stilla_status status = stilla_eval(runtime, TEXT("order.js"), TEXT("[1, 2, 3].reduce((s, n) => s + n * price('tea'), 0)"),
                                       &total, &error);
    double number = 0;
    expect(status == STILLA_OK && stilla_value_number(total, &number) && number == 27.0 && calls == 3, "script calls C");
    stilla_value_free(total);

    status = stilla_eval(runtime, TEXT("missing.js"), TEXT("\nprice('coal')"), NULL, &error);
    size_t length = 0;
    const char *report = stilla_error_report(error, &length);
    expect(status == STILLA_EXCEPTION && strstr(report, "no such article") != NULL, "errors of C are exceptions");
    printf("%.*s\n", (int)length, report);
    stilla_error_free(error);

    status = stilla_eval(runtime, TEXT("bad.js"), TEXT("let let = 1"), NULL, &error);
    expect(status == STILLA_COMPILE && stilla_error_status(error) == STILLA_COMPILE, "syntax errors");
    stilla_error_free(error);
    expect(stilla_check(TEXT("good.js"), TEXT("let a = 1"), NULL) == STILLA_OK, "a text can be checked");

    stilla_value *count = NULL;
    status = stilla_eval(runtime, TEXT("twice.js"), TEXT("var n = 20; twice(() => ++n)"), &count, NULL);
    expect(status == STILLA_OK && stilla_value_number(count, &number) && number == 22.0, "C calls the script it serves");
    stilla_value_free(count);

    stilla_value *refused = NULL;
    bool was_refused = false;
    status = stilla_eval(runtime, TEXT("misuse.js"), TEXT("misuse()"), &refused, NULL);
    expect(status == STILLA_OK && stilla_value_boolean(refused, &was_refused) && was_refused, "misuse is refused");
    stilla_value_free(refused);

    stilla_value *greeting = stilla_string(TEXT("hello"));
    stilla_set(runtime, NULL, TEXT("greeting"), greeting, NULL);
    stilla_value_free(greeting);
    stilla_value *back = NULL;
    stilla_eval(runtime, TEXT("greet.js"), TEXT("greeting.toUpperCase()"), &back, NULL);
    const char *text = stilla_value_text(back, &length);
    expect(length == 5 && memcmp(text, "HELLO", 5) == 0, "text in both directions");

    stilla_runtime *other = stilla_runtime_new(NULL);
    stilla_value *object = NULL;
    stilla_eval(other, TEXT("other.js"), TEXT("({})"), &object, NULL);
    expect(stilla_set(runtime, NULL, TEXT("stolen"), object, NULL) == STILLA_MISUSE, "values stay with their runtime");
    stilla_runtime_free(other);

    status = stilla_eval(runtime, TEXT("endless.js"), TEXT("for (;;);"), NULL, NULL);
    expect(status == STILLA_STOPPED, "endless loops end");
    stilla_runtime_free(runtime);
    expect(drops == 1, "data is dropped once");
    stilla_value_free(object);
    stilla_value_free(back);
    expect(stilla_eval(NULL, NULL, 0, NULL, 0, NULL, NULL) == STILLA_MISUSE, "null is misuse");
    return failures;
}
