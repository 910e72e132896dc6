//! Every route, in process: what it answers to which user, and how it takes hostile input.

mod access;
mod api;
mod background;
mod bodies;
mod common;
mod headers;
mod hostile;
mod locked;
mod pages;
mod proxy;
mod reading;
mod sign_in;
