//! Writes the file and the directory that the benchmarks of the bindings check:
//! `write_file SIZE FILE DIRECTORY.json`.

use benches::users;

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [size, file, directory] = &arguments[..] else {
        eprintln!("usage: write_file SIZE FILE DIRECTORY.json");
        std::process::exit(2);
    };
    let bytes = users::file(size.parse().expect("the size is a number"));
    std::fs::write(file, bytes).expect("the file can be written");
    let json = serde_json::to_string(&users::directory_data(10_000, 1000)).expect("it is data");
    std::fs::write(directory, json).expect("the directory can be written");
}
