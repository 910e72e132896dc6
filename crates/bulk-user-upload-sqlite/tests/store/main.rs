//! The file as a directory and as a store of imports: the engine's kits, every case of the test data, and
//! what a service needs.

mod cases;
mod files;
mod kits;
mod logins;
mod service;
