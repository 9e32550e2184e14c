//! Every example runs and keeps what it promises.
#![cfg(feature = "derive")]
#![allow(clippy::unwrap_used)]

macro_rules! examples {
    ($($name:ident $path:literal;)*) => {
        $(#[path = $path]
        mod $name;

        #[test]
        fn $name() {
            $name::main().unwrap();
        })*
    };
}

examples! {
    async_handler "../examples/async_handler.rs";
    configuration "../examples/configuration.rs";
    error_report "../examples/error_report.rs";
    game_loop "../examples/game_loop.rs";
    large_array "../examples/large_array.rs";
    plugins "../examples/plugins.rs";
    repl "../examples/repl.rs";
    rule_engine "../examples/rule_engine.rs";
    shared_catalogue "../examples/shared_catalogue.rs";
    spreadsheet "../examples/spreadsheet.rs";
    template "../examples/template.rs";
    tokio_server "../examples/tokio_server.rs";
    module_folder "../examples/module_folder.rs";
    worker_pool "../examples/worker_pool.rs";
}
