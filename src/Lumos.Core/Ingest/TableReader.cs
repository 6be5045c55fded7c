using Lumos.Abstractions;
using Lumos.Core.Ingest.Databases;
using Lumos.Core.Ingest.Keys;
using Lumos.Core.Ingest.Naming;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Ingest.Sampling;
using Lumos.Core.Ingest.Standardization;
using Lumos.Core.Ingest.Typing;

namespace Lumos.Core.Ingest;

/// <summary>Reads a table once from end to end and finds out everything about it.</summary>
/// <param name="context">Run.</param>
/// <param name="sampling">Whether rows may be sampled.</param>
internal sealed class TableReader(StageContext context, bool sampling)
{
    private const int BatchRows = 16_384;
    private const long MostRowsForPairs = 2_000_000;
    private const double MostRepeatedPairs = 0.02;

    /// <summary>Reads one table under its final name.</summary>
    public async Task<TableProfile> ReadAsync(OpenedTable table, string name, long fileBytes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        var profiler = new TableProfiler(table.Source.Schema, sampling);
        var caps = context.Contract.SampleCaps ?? new SampleCaps();
        var reservoir = sampling ? new RowReservoir(Math.Min(caps.RowsMax * 4, 20_000), Math.Max(4096, caps.BytesMax / 8), context.Seed, table.Source is not ConcatSource) : null;
        var notes = new NoteBook(table.Source is ConcatSource);
        await ForEachBatchAsync(table, batch =>
        {
            profiler.Observe(batch, cancellationToken);
            reservoir?.Observe(batch, profiler.Columns.SelectMany(c => c.Flagged));
            notes.Add(batch);
            Report(table, batch, profiler.Rows, fileBytes);
        }, cancellationToken).ConfigureAwait(false);

        var names = SnakeCase.Unique([.. profiler.Columns.Select(c => c.Name)], "column");
        var findings = TypeDecider.Decide(profiler.Columns, names);
        if (table.Declared is { } declared) findings = DeclaredTypes.Apply(findings, profiler.Columns, declared.Columns);
        var declaredKeys = DeclaredKeys.Of(table.Declared, names);
        var keys = declaredKeys is null ? KeyFinder.Find(name, profiler.Columns, names, findings) : DeclaredKeys.Single(declaredKeys, names);
        var all = new List<IngestNote>([.. table.Notes, .. notes.Take()]);
        all.AddRange(ColumnNotes(names, findings));
        if (profiler.Rows == 0) all.Add(new IngestNote { Code = "TABLE_EMPTY", Message = "The table has columns but no row." });
        if (reservoir is { TooLong: > 0 }) all.Add(new IngestNote { Code = "SAMPLE_ROWS_TOO_LONG", Message = "Rows too long for the sample's byte cap were not considered for it.", Count = reservoir.TooLong });
        return new TableProfile
        {
            Name = name,
            Origin = table.Origin,
            Rows = profiler.Rows,
            Columns = profiler.Columns,
            Names = names,
            Findings = findings,
            Keys = keys,
            DeclaredKeys = declaredKeys,
            Declared = table.Declared,
            PartRows = (table.Source as ConcatSource)?.Rows ?? [],
            Roles = table.Roles,
            References = [.. table.References.Select(r => new CatalogForeignKey(name, names[r.Ordinal], r.Table, r.Column, 1, 0))],
            PairKeys = table.Identity.Count > 0 ? [new CatalogKey([.. table.Identity.Select(i => names[i])], 0.9, 0)] : keys.Count > 0 || declaredKeys is not null ? [] : await FindPairsAsync(table, name, profiler, names, findings, all, cancellationToken).ConfigureAwait(false),
            Plan = StandardizationPlanner.Plan(profiler.Columns, names, findings),
            Notes = all,
            Candidates = reservoir?.Take(),
            Even = reservoir?.Even(),
        };
    }

    // The source reads the next batch while this one is looked at.
    private static async Task ForEachBatchAsync(OpenedTable table, Action<ColumnBatch> look, CancellationToken cancellationToken)
    {
        var batches = table.Source.ReadAsync(new SourceReadOptions { BatchRows = BatchRows }, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var _ = batches.ConfigureAwait(false);
        var next = Task.Run(() => batches.MoveNextAsync().AsTask(), cancellationToken);
        try
        {
            while (await next.ConfigureAwait(false))
            {
                using var batch = batches.Current;
                next = Task.Run(() => batches.MoveNextAsync().AsTask(), cancellationToken);
                look(batch);
            }
        }
        finally
        {
            // The enumerator may not be disposed while it is still moving.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (next.IsCompletedSuccessfully && next.Result) batches.Current.Dispose();
        }
    }

    private void Report(OpenedTable table, ColumnBatch batch, long rows, long fileBytes)
    {
        if (context.Progress is not { } progress) return;
        var activity = "profiling " + table.Origin.Location;
        if (table.CountsBytes && fileBytes > 0) progress.Report(new StageProgress(StageName.Ingest, activity, batch.Origin.Next?.ByteOffset ?? fileBytes, fileBytes, "bytes"));
        else progress.Report(new StageProgress(StageName.Ingest, activity, rows, null, "rows"));
    }

    private static IEnumerable<IngestNote> ColumnNotes(IReadOnlyList<string> names, IReadOnlyList<ColumnFinding> findings)
    {
        for (var i = 0; i < names.Count; i++)
        {
            foreach (var note in findings[i].Notes.Where(static note => note.Code != TypeDecider.NullsRead)) yield return note with { Message = $"Column '{names[i]}': {note.Message}", Column = names[i] };
            if (findings[i].Misfits > 0)
            {
                yield return new IngestNote
                {
                    Code = "MISFITS",
                    Message = $"Column '{names[i]}': values that are not of type {findings[i].Type} will not be standardised; they go to quarantine.",
                    Count = findings[i].Misfits,
                };
            }
        }

        // What is read as it is meant comes last.
        for (var i = 0; i < names.Count; i++)
        {
            foreach (var note in findings[i].Notes.Where(static note => note.Code == TypeDecider.NullsRead)) yield return note with { Message = $"Column '{names[i]}': {note.Message}", Column = names[i] };
        }
    }

    private async Task<IReadOnlyList<CatalogKey>> FindPairsAsync(
        OpenedTable table, string name, TableProfiler profiler, IReadOnlyList<string> names, IReadOnlyList<ColumnFinding> findings, List<IngestNote> notes, CancellationToken cancellationToken)
    {
        if (profiler.Rows < 2) return [];
        var pairs = PairCounter.For(profiler.Rows, [.. profiler.Columns.Select((c, i) => (ColumnCounting.Distinct(c), PairKeys.Rank(c, names[i], findings[i])))]);
        if (pairs.IsEmpty) return [];
        if (profiler.Rows > MostRowsForPairs)
        {
            notes.Add(new IngestNote { Code = "PAIR_KEYS_NOT_TRIED", Message = FormattableString.Invariant($"No single column identifies a row of '{name}'; pairs of columns were not counted above {MostRowsForPairs} rows.") });
            return [];
        }

        await ForEachBatchAsync(table, pairs.Observe, cancellationToken).ConfigureAwait(false);
        return PairKeys.Judge(pairs, names, MostRepeatedPairs);
    }
}
