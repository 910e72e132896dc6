//! The file as an [`ImportStore`]; the work is done in the modules beside this one.

use bulk_user_upload::Password;
use bulk_user_upload::import::{
    HashedUser, HistoryPage, ImportDetails, ImportFilter, ImportId, ImportPlan, ImportRecord, ImportStore,
    ImportedRow, RowOutcome, Undo,
};

use super::SqliteLease;
use super::visibility::Viewer;
use crate::database::SqliteStore;
use crate::error::StoreError;

impl ImportStore for SqliteStore {
    type Error = StoreError;
    type Lease = SqliteLease;

    fn import_id(&self, lease: &SqliteLease) -> ImportId {
        lease.id
    }

    fn begin(&self, plan: &ImportPlan, uploader: &str) -> Result<SqliteLease, StoreError> {
        self.begin_import(plan, uploader)
    }

    fn hash(&self, passwords: &[Password<'_>]) -> Result<Vec<String>, StoreError> {
        Ok(self.options.hashing.hash(passwords)?)
    }

    fn stage(&self, lease: &SqliteLease, users: &[HashedUser<'_>]) -> Result<(), StoreError> {
        self.stage_users(lease, users)
    }

    fn seal(&self, lease: &SqliteLease) -> Result<(), StoreError> {
        self.seal_import(lease)
    }

    fn create(&self, lease: &SqliteLease, max: usize) -> Result<u32, StoreError> {
        self.create_users(lease, max)
    }

    fn end(&self, lease: SqliteLease) -> Result<ImportRecord, StoreError> {
        self.end_import(lease)
    }

    fn abandoned(&self) -> Result<Vec<SqliteLease>, StoreError> {
        self.take_over_abandoned()
    }

    fn history(&self, filter: &ImportFilter, page: HistoryPage) -> Result<Vec<ImportRecord>, StoreError> {
        self.filtered_history(Viewer::Everybody, filter, page)
    }

    fn details(&self, id: ImportId) -> Result<Option<ImportDetails>, StoreError> {
        self.import_details(id)
    }

    fn rows(&self, id: ImportId, outcome: Option<RowOutcome>) -> Result<Vec<ImportedRow>, StoreError> {
        self.rows_after(id, outcome, 0, usize::MAX)
    }

    fn undo_preview(&self, id: ImportId, login: &str) -> Result<Undo, StoreError> {
        self.preview_undo(id, login)
    }

    fn undo(&self, id: ImportId, login: &str) -> Result<Undo, StoreError> {
        self.undo_import(id, login)
    }
}
