//! The one place where passwords are verified.

use std::net::IpAddr;
use std::sync::Arc;

use bulk_user_upload::Password;
use bulk_user_upload_sqlite::StoreError;
use secrecy::{ExposeSecret, SecretString};

use crate::refusal::Refusal;
use crate::state::AppState;

/// Whose password that is: the login as the directory writes it. Who fails often has to wait.
pub(crate) async fn verify(
    state: &AppState,
    login: String,
    password: SecretString,
    address: Option<IpAddr>,
) -> Result<String, Refusal> {
    let too_many = |wait| {
        tracing::warn!(?address, "too many attempts to sign in");
        Refusal::TooManyAttempts(wait)
    };
    // Whoever has to wait does not stand in the others' way meanwhile.
    state.attempts.may_begin(&login, address).map_err(too_many)?;
    let turn = Arc::clone(&state.verifications).acquire_owned().await.map_err(Refusal::internal)?;
    let attempt = state.attempts.begin(&login, address).map_err(too_many)?;
    let name = login.clone();
    // The turn is over when the outcome is counted. Where whoever asked has gone meanwhile, it is over with the work.
    let (verified, _turn) = state
        .with_store(move |store| {
            let verified = store.verify_password(&name, Password::new(password.expose_secret()))?;
            Ok::<_, StoreError>((verified, turn))
        })
        .await?;
    let Some(login) = verified else {
        // Not the login: it may be a password, typed into the wrong field.
        tracing::warn!(?address, "sign-in refused");
        return Err(Refusal::WrongPassword);
    };
    state.attempts.succeeded(attempt);
    Ok(login)
}
