//! The functions of the header, called as a C program could call them, rightly and wrongly. They can run
//! under Miri, but for those that open files.

mod accessors;
mod misuse;
mod null;
mod slipped;
mod support;
