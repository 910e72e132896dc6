//! Measures a check through the C library and the same check in Rust, in turns in one process, and prints
//! both.
//!
//! `through_c LIBRARY` takes the path of the shared library and loads it as a C program does. A repetition
//! copies the bytes, checks them and frees the report.

use std::convert::Infallible;
use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::sync::Arc;
use std::time::Duration;

use benches::measure::{median, timed};
use benches::{users, work};
use bulk_user_upload::directory::{CapacityPlan, Login, Name, PermissionGroup, PrimaryTeam};
use bulk_user_upload::{PasswordPolicy, UserDirectory};
#[allow(clippy::wildcard_imports)] // As a C program includes the header.
use bulk_user_upload_c::*;
use libloading::Library;

const ROUNDS: usize = 4_001;

fn main() {
    let path = std::env::args_os().nth(1).expect("usage: through_c LIBRARY");
    let library = unsafe { Library::new(path) }.expect("it is a library");
    let (linked, loaded) = (Functions::linked(), Functions::loaded(&library));
    let bytes = users::file(102_400);
    let template = users::template();
    let directory = users::directory(10_000, 1_000);
    let json = serde_json::to_string(&users::directory_data(10_000, 1_000)).expect("it is JSON");

    let in_memory = [linked.directory(&json), loaded.directory(&json)];
    let in_memory = compare([
        &mut || {
            let uploader = directory.as_uploader(users::UPLOADER).expect("the uploader is in the directory");
            drop(work::full_check(&template, work::upload(bytes.clone()), &uploader));
        },
        &mut || linked.check(&bytes, in_memory[0]),
        &mut || loaded.check(&bytes, in_memory[1]),
    ]);
    let own = [linked.own_directory(), loaded.own_directory()];
    let own = compare([
        &mut || drop(work::full_check(&template, work::upload(bytes.clone()), &Yes)),
        &mut || linked.check(&bytes, own[0]),
        &mut || loaded.check(&bytes, own[1]),
    ]);
    println!(
        "| 100 KB, {} users | in Rust | through C, the same engine | × Rust | through the shared library | × Rust |",
        bytes_lines(&bytes)
    );
    println!("|---|--:|--:|--:|--:|--:|");
    for (name, [rust, linked, loaded]) in
        [("a directory in memory", in_memory), ("the host's own directory", own)]
    {
        let ratio = |time: Duration| time.as_secs_f64() / rust.as_secs_f64();
        println!(
            "| {name} | {:.1} µs | {:.1} µs | {:.3} | {:.1} µs | {:.3} |",
            micros(rust),
            micros(linked),
            ratio(linked),
            micros(loaded),
            ratio(loaded)
        );
    }
}

fn bytes_lines(bytes: &[u8]) -> usize {
    bytes.split(|&byte| byte == b'\n').count() - 2
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

/// The median time of each; they run in turns.
fn compare(mut all: [&mut dyn FnMut(); 3]) -> [Duration; 3] {
    let mut times: [Vec<Duration>; 3] = Default::default();
    for round in 0..ROUNDS + ROUNDS / 10 {
        for (work, times) in all.iter_mut().zip(&mut times) {
            let time = timed(work).0;
            // The first rounds, a tenth of the number, only warm up.
            if round >= ROUNDS / 10 {
                times.push(time);
            }
        }
    }
    times.map(median)
}

/// A directory that has no users and accepts every name. Its answers cost nothing, so only the calls are
/// measured.
struct Yes;

impl UserDirectory for Yes {
    type Error = Infallible;

    fn existing_logins(&self, logins: &[Name<'_>]) -> Result<Vec<Login>, Infallible> {
        Ok(logins.iter().map(|login| login.key().is_empty().into()).collect())
    }

    fn permission_groups(&self, groups: &[Name<'_>]) -> Result<Vec<PermissionGroup>, Infallible> {
        Ok(vec![PermissionGroup::assignable(None); groups.len()])
    }

    fn primary_teams(&self, teams: &[Name<'_>]) -> Result<Vec<PrimaryTeam>, Infallible> {
        Ok(vec![PrimaryTeam::Member; teams.len()])
    }

    fn capacity_plans(&self, plans: &[Name<'_>]) -> Result<Vec<CapacityPlan>, Infallible> {
        Ok(vec![CapacityPlan::Exists; plans.len()])
    }

    fn default_password_policy(&self) -> Result<Option<Arc<PasswordPolicy>>, Infallible> {
        Ok(None)
    }
}

/// The functions of the library.
struct Functions {
    check: Check,
    report_free: unsafe extern "C" fn(*mut buu_report),
    from_json: unsafe extern "C" fn(buu_str, *mut *mut buu_directory, *mut *mut buu_error) -> u32,
    from_callbacks: FromCallbacks,
    setters: Setters,
}

type Check = unsafe extern "C" fn(
    *const buu_template,
    *const buu_file,
    *const buu_directory,
    buu_str,
    *mut *mut buu_report,
    *mut *mut buu_error,
) -> u32;

type FromCallbacks =
    unsafe extern "C" fn(*const buu_directory_callbacks, *mut *mut buu_directory, *mut *mut buu_error) -> u32;

/// The kinds of names that a directory is asked about.
const LOGIN: char = 'L';
const GROUP: char = 'G';
const TEAM: char = 'T';
const PLAN: char = 'P';

/// The userdata of the callbacks. They answer through it.
struct Setters {
    login: unsafe extern "C" fn(*mut buu_answers, usize, u32) -> u32,
    group: unsafe extern "C" fn(*mut buu_answers, usize, u32, buu_str, *const buu_password_policy) -> u32,
    team: unsafe extern "C" fn(*mut buu_answers, usize, u32, buu_str) -> u32,
    plan: unsafe extern "C" fn(*mut buu_answers, usize, u32, buu_str) -> u32,
}

impl Functions {
    /// The functions that are linked into this program. They call the same engine as the Rust side.
    fn linked() -> Self {
        Self {
            check: buu_check,
            report_free: buu_report_free,
            from_json: buu_directory_from_json,
            from_callbacks: buu_directory_from_callbacks,
            setters: Setters {
                login: buu_answers_set_login,
                group: buu_answers_set_permission_group,
                team: buu_answers_set_primary_team,
                plan: buu_answers_set_capacity_plan,
            },
        }
    }

    /// The functions of a shared library, which contains another copy of the engine.
    fn loaded(library: &Library) -> Self {
        unsafe fn find<F: Copy>(library: &Library, name: &str) -> F {
            *unsafe { library.get::<F>(name.as_bytes()) }
                .expect("the library has the functions of the header")
        }
        unsafe {
            Self {
                check: find(library, "buu_check"),
                report_free: find(library, "buu_report_free"),
                from_json: find(library, "buu_directory_from_json"),
                from_callbacks: find(library, "buu_directory_from_callbacks"),
                setters: Setters {
                    login: find(library, "buu_answers_set_login"),
                    group: find(library, "buu_answers_set_permission_group"),
                    team: find(library, "buu_answers_set_primary_team"),
                    plan: find(library, "buu_answers_set_capacity_plan"),
                },
            }
        }
    }

    fn directory(&self, json: &str) -> *const buu_directory {
        let mut directory = null_mut();
        assert_eq!(unsafe { (self.from_json)(text(json), &raw mut directory, null_mut()) }, BUU_OK);
        directory
    }

    fn own_directory(&self) -> *const buu_directory {
        let callbacks = buu_directory_callbacks {
            size: size_of::<buu_directory_callbacks>(),
            userdata: (&raw const self.setters).cast_mut().cast(),
            existing_logins: Some(answer::<LOGIN>),
            permission_groups: Some(answer::<GROUP>),
            primary_teams: Some(answer::<TEAM>),
            capacity_plans: Some(answer::<PLAN>),
            default_password_policy: None,
        };
        let mut directory = null_mut();
        let made = unsafe { (self.from_callbacks)(&raw const callbacks, &raw mut directory, null_mut()) };
        assert_eq!(made, BUU_OK);
        directory
    }

    fn check(&self, bytes: &[u8], directory: *const buu_directory) {
        let file = buu_file {
            size: size_of::<buu_file>(),
            name: text("users.csv"),
            path: text(""),
            data: bytes.as_ptr(),
            data_len: bytes.len(),
            encoding: text(""),
            mapping: null(),
            mapping_count: 0,
        };
        let mut report = null_mut();
        unsafe {
            let uploader = text(users::UPLOADER);
            let done =
                (self.check)(null(), &raw const file, directory, uploader, &raw mut report, null_mut());
            assert_eq!(done, BUU_OK);
            (self.report_free)(report);
        }
    }
}

fn text(text: &str) -> buu_str {
    buu_str { data: text.as_ptr().cast(), len: text.len() }
}

/// The callback for one kind of name. It answers for every name of the batch.
unsafe extern "C" fn answer<const KIND: char>(
    setters: *mut c_void,
    _uploader: buu_str,
    names: *const buu_name,
    count: usize,
    answers: *mut buu_answers,
) -> i32 {
    unsafe {
        let setters = &*setters.cast::<Setters>();
        for index in 0..count {
            match KIND {
                LOGIN => (setters.login)(answers, index, ((*names.add(index)).key.len == 0).into()),
                GROUP => (setters.group)(answers, index, BUU_ASSIGNABLE, text(""), null()),
                TEAM => (setters.team)(answers, index, BUU_MEMBER, text("")),
                _ => (setters.plan)(answers, index, BUU_EXISTS, text("")),
            };
        }
    }
    0
}
