using System.Text.Json;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Migration;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Migration.Verification;
using Lumos.Core.State;
using Lumos.Core.Supervision;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core;

public sealed partial class LumosEngine
{
    /// <summary>Compares what a run wrote with what is in the target now, reading the target alone. The target is not changed.</summary>
    /// <param name="runId">Run id or the beginning of it; null for the latest completed run.</param>
    /// <param name="progress">Told about the rows read; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LumosException"><c>RUN_UNKNOWN</c>, <c>VERIFY_NOTHING</c>, or why the target cannot be read.</exception>
    public async Task<RunVerification> VerifyAsync(string? runId = null, IProgress<StageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var run = _records.Find(await ResolveCompletedAsync(runId, cancellationToken).ConfigureAwait(false))!;
        using var lease = _lease.Take($"verification of {run.RunId}");
        var migration = await PromotedAsync(run, cancellationToken).ConfigureAwait(false);
        var target = await OpenTargetAsync(run, cancellationToken).ConfigureAwait(false);
        await using var opened = target.ConfigureAwait(false);
        var work = _paths.Work(run.RunId);
        var verification = await VerifyAsync(migration, target, Path.Combine(work, "verify"), Path.Combine(work, ManifestFile.Folder), progress, cancellationToken).ConfigureAwait(false);
        if (!verification.IsSame) verification = await WithLaterAsync(run, verification, cancellationToken).ConfigureAwait(false);
        await NoteAsync(run, LedgerEventKinds.RunVerified, verification.IsSame ? "Every row the run wrote is in the target as it was written." : "The target is not as the run wrote it.").ConfigureAwait(false);
        return verification;
    }

    /// <summary>Compares a manifest that another machine made with a target.</summary>
    /// <param name="manifestFile">What <see cref="ExportManifestAsync"/> wrote.</param>
    /// <param name="location">The target as seen from here.</param>
    /// <param name="progress">Told about the rows read; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LumosException"><c>MANIFEST_INVALID</c>, or why the target cannot be read.</exception>
    public async Task<RunVerification> VerifyManifestAsync(string manifestFile, string location, IProgress<StageProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(manifestFile);
        ArgumentException.ThrowIfNullOrEmpty(location);
        MigrationRunArtifact migration;
        try
        {
            migration = JsonSerializer.Deserialize(await File.ReadAllBytesAsync(manifestFile, cancellationToken).ConfigureAwait(false), ArtifactJson.Default.MigrationRunArtifact) ?? throw new JsonException();
            if (migration.RootHash is null || migration.Tables.Any(static table => table.Manifest is null) || migration.RootHash != Manifests.RootOf(migration.Tables.Select(static table => table.Manifest!))) throw new JsonException("Its root hash is not the one of its chunks.");
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "MANIFEST_INVALID", "The file is no manifest of a run, or was changed.", new ErrorLocation(File: manifestFile), "Export it again with: lumos verify --export", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LumosException(ErrorCode.DeterministicFailure, "FILE_UNREADABLE", "The manifest cannot be read.", new ErrorLocation(File: manifestFile), "Check the name and the permissions.", exception);
        }

        var scratch = Directory.CreateTempSubdirectory("lumos-verify-").FullName;
        try
        {
            var endpoint = new RunEndpoint { Source = new EndpointSource(location.Contains("://", StringComparison.Ordinal) ? "sql" : "file"), Location = [location] };
            var target = await new TargetOpener(Path.GetFullPath, _connectors) { IsReadOnly = true }.OpenAsync(endpoint, "", scratch, new MigrationOptions(), cancellationToken).ConfigureAwait(false);
            await using var opened = target.ConfigureAwait(false);
            var rows = ManifestFile.FolderBeside(Path.GetFullPath(manifestFile));
            return await VerifyAsync(migration, target, scratch, Directory.Exists(rows) ? rows : null, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Writes what another machine needs to verify a run: every chunk with its hash, no values.</summary>
    /// <param name="runId">Run id or the beginning of it; null for the latest completed run.</param>
    /// <param name="path">File to write; an older one is replaced.</param>
    /// <param name="withRows">
    /// Whether to write the hashes of single rows too, into a folder beside it (<c>path.rows</c>), so that the other machine can name the row that differs. They hold no values, but
    /// whoever has them can try guesses of a row or a key against them.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The root hash of the run.</returns>
    /// <exception cref="LumosException"><c>RUN_UNKNOWN</c>, <c>VERIFY_NOTHING</c>, <c>MANIFEST_ROWS_MISSING</c>.</exception>
    public async Task<string> ExportManifestAsync(string? runId, string path, bool withRows = false, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var run = _records.Find(await ResolveCompletedAsync(runId, cancellationToken).ConfigureAwait(false))!;
        var migration = await PromotedAsync(run, cancellationToken).ConfigureAwait(false);
        if (withRows) ManifestFile.Export(Path.Combine(_paths.Work(run.RunId), ManifestFile.Folder), migration.Tables.Select(static table => table.Manifest!), ManifestFile.FolderBeside(Path.GetFullPath(path)));
        AtomicFile.Write(Path.GetFullPath(path), CanonicalJson.Serialize(migration, ArtifactJson.Default.MigrationRunArtifact));
        return migration.RootHash!;
    }

    /// <summary>Takes back what a run put into the target: replaced tables, changed rows and ended versions are as before, all tables or none.</summary>
    /// <param name="runId">Run id or the beginning of it.</param>
    /// <param name="actor">Who; needs a role that may replace tables.</param>
    /// <param name="cancellationToken">Stops it before anything is changed.</param>
    /// <returns>What became of the tables.</returns>
    /// <exception cref="LumosException"><c>POLICY_DENIED</c>, <c>ROLLBACK_NOTHING</c>, <c>TARGET_CHANGED_SINCE</c>, <c>ROLLBACK_LATER_RUN</c>.</exception>
    public async Task<IReadOnlyList<RolledBackTable>> RollBackAsync(string runId, RbacActor actor, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(runId);
        ArgumentNullException.ThrowIfNull(actor);
        var run = _records.Find(_records.Resolve(runId))!;
        using var lease = _lease.Take($"rollback of {run.RunId}");
        var migration = await PromotedAsync(run, cancellationToken).ConfigureAwait(false);
        var wasOpen = (await JobRuns.ReadAsync(run, _records, _parts.Ledger, cancellationToken).ConfigureAwait(false)).Own.IsRollbackOpen;
        var decision = await PermitAsync(run, PolicyActions.ApproveDestructive, actor, LedgerEventKinds.RunRolledBack).ConfigureAwait(false);
        var target = await OpenTargetAsync(run, cancellationToken, isReadOnly: false).ConfigureAwait(false);
        await using var opened = target.ConfigureAwait(false);

        // Said before it is done: when the process ends in between, the next incremental run reads too much and not too little.
        await NoteAsync(run, LedgerEventKinds.RunRollbackBegun, "Is being rolled back.", decision, actor).ConfigureAwait(false);
        IReadOnlyList<RolledBackTable> back;
        try
        {
            back = await target.RollBackAsync(run.RunId, cancellationToken).ConfigureAwait(false);
            _parts.Failpoints.Hit(FailpointNames.AfterRollback, CancellationToken.None);
            if (back.Count == 0 && (!wasOpen || !MayHaveKept(run, migration))) throw MigrationErrors.RollbackNothing(target.Name, run.RunId);
        }
        catch (LumosException refused)
        {
            await NoteAsync(run, LedgerEventKinds.RunRollbackBegun, $"Not rolled back: {refused.Problem}", decision, actor, isRefused: true).ConfigureAwait(false);
            throw;
        }

        // An earlier process died between the target and this line.
        if (back.Count == 0) back = await LeftAsync(target, migration, cancellationToken).ConfigureAwait(false);
        await NoteAsync(run, LedgerEventKinds.RunRolledBack, $"Rolled back: {string.Join(", ", back.Select(static table => table.Table))}.", decision, actor).ConfigureAwait(false);
        await SettleQuarantineAsync(run, actor, CancellationToken.None).ConfigureAwait(false);
        return back;
    }

    // What a target has nothing of any more was taken back, unless it was kept too short a time.
    private bool MayHaveKept(RunRecord run, MigrationRunArtifact migration) => migration.Tables.Count > 0 && _parts.Time.GetUtcNow() < run.CreatedAt.AddDays(run.Contract.Overrides?.KeepPreviousDays ?? MigrationOptions.DefaultKeepDays);

    private static async Task<IReadOnlyList<RolledBackTable>> LeftAsync(ITarget target, MigrationRunArtifact migration, CancellationToken cancellationToken)
    {
        var left = new List<RolledBackTable>();
        foreach (var table in migration.Tables)
        {
            if (await target.DescribeAsync(table.Table, cancellationToken).ConfigureAwait(false) is not { } there)
            {
                left.Add(new RolledBackTable(table.Table, null));
                continue;
            }

            long rows = 0;
            await foreach (var read in target.ReadAsync(new TargetTable { Name = table.Table, Columns = [there.Columns[0]] }, cancellationToken).ConfigureAwait(false))
            {
                using var batch = read;
                rows += batch.RowCount;
            }

            left.Add(new RolledBackTable(table.Table, rows));
        }

        return left;
    }

    /// <summary>Tries whether a database answers, as a run would open it. Reads no row and changes nothing.</summary>
    /// <param name="location">Location as a contract writes it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LumosException"><c>PLACE_UNKNOWN</c>, <c>POLICY_DENIED</c>, or why it does not answer.</exception>
    public async Task<PlaceAnswer> TryPlaceAsync(string location, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(location);
        var endpoint = new RunEndpoint { Source = new EndpointSource("sql"), Location = [location] };
        var connector = _connectors.FirstOrDefault(connector => connector.Handles(endpoint)) ?? throw NoConnector();
        var source = await connector.OpenSourceAsync(new ConnectorRequest(endpoint), cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        try
        {
            var tables = await source.ListTablesAsync(cancellationToken).ConfigureAwait(false);
            return new PlaceAnswer(source.Name, connector.Name, tables.Count, await source.MayWriteAsync(cancellationToken).ConfigureAwait(false))
            {
                Slots = source is IReplicatedSource log ? await log.ListSlotsAsync(cancellationToken).ConfigureAwait(false) : [],
            };
        }
        catch (LumosException error) when (error.Reason == "INGEST_DATABASE_EMPTY")
        {
            // An empty schema is no fault where a run is to write.
            return new PlaceAnswer(source.Name, connector.Name, 0, MayWrite: false);
        }
    }

    private LumosException NoConnector() => new(
        ErrorCode.DeterministicFailure, "PLACE_UNKNOWN", "No connector opens this place.", nextStep: $"Connectors there are: {string.Join(", ", _connectors.Select(static connector => connector.Name))}.");

    private static async Task<RunVerification> VerifyAsync(MigrationRunArtifact migration, ITarget target, string scratch, string? marks, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var tables = new List<TableVerification>();
        var changed = migration.Increments.Where(static increment => increment.From is not null).Select(static increment => increment.Source).ToHashSet(StringComparer.Ordinal);
        foreach (var table in migration.Tables)
        {
            try
            {
                tables.Add(await new TableVerifier(target, table, migration.ChunkRows, scratch, marks, changed).RunAsync(progress, cancellationToken).ConfigureAwait(false));
            }
            catch (LumosException gone) when (gone.Reason is "TARGET_TABLE_MISSING" or "TARGET_SCHEMA_MISMATCH")
            {
                // A table that is gone or is another one differs, and says nothing about the others.
                tables.Add(new TableVerification { Table = table.Table, Rows = table.Manifest!.Rows, Outcome = VerificationOutcome.Differs, Chunks = table.Manifest.Chunks.Count, Message = gone.Problem });
            }
        }

        return new RunVerification(migration.Header.RunId, migration.RootHash!, tables);
    }

    /// <summary>What differs, in the light of runs of this state that wrote the same tables since.</summary>
    private async Task<RunVerification> WithLaterAsync(RunRecord run, RunVerification verification, CancellationToken cancellationToken)
    {
        var runs = await JobRuns.OfTargetAsync(run, _records, _parts.Ledger, cancellationToken).ConfigureAwait(false);
        var later = new List<(string Run, MigrationRunArtifact Migration)>();
        foreach (var other in runs.Others.Where(other => other is { IsRolledBack: false, CompletedAt: not null } && other.CompletedAt > runs.Own.CompletedAt))
        {
            if (other.OutputOf(StageName.Migration) is { } hash && await _parts.Store.GetAsync<MigrationRunArtifact>(hash, cancellationToken).ConfigureAwait(false) is { Promoted: true } migration) later.Add((other.Record.RunId, migration));
        }

        return verification with
        {
            Tables = [.. verification.Tables.Select(table => LaterRuns.Explain(table, [.. later.Select(one => (one.Run, one.Migration.Tables.FirstOrDefault(written => written.Table == table.Table))).Where(static one => one.Item2 is not null).Select(static one => (one.Run, one.Item2!))]))],
        };
    }

    private async Task<MigrationRunArtifact> PromotedAsync(RunRecord run, CancellationToken cancellationToken) =>
        (await GetArtifactsAsync(run.RunId, cancellationToken).ConfigureAwait(false)).Migration is { Promoted: true, RootHash: not null } migration
            ? migration
            : throw new LumosException(ErrorCode.DeterministicFailure, "VERIFY_NOTHING", "The run put nothing into its target yet.", new ErrorLocation(Key: run.RunId), "Let it run to its end: lumos resume");

    private ValueTask<ITarget> OpenTargetAsync(RunRecord run, CancellationToken cancellationToken, bool isReadOnly = true) =>
        new TargetOpener(location => Path.GetFullPath(Path.Combine(run.BaseFolder, location)), _connectors) { IsReadOnly = isReadOnly }
            .OpenAsync(run.Contract.Rhs, "", _paths.Work(run.RunId), new MigrationOptions(), cancellationToken);
}
