using System.Globalization;
using Lumos.Abstractions;
using Lumos.Core.Migration.Hashing;

namespace Lumos.Core.Migration.Verification;

/// <summary>Computes the manifest of a table again from the rows that are there, and compares.</summary>
/// <param name="target">Where the table is.</param>
/// <param name="table">What the run says of it.</param>
/// <param name="chunkRows">Source rows per chunk of the run.</param>
/// <param name="scratch">Folder for marks that do not fit into memory.</param>
/// <param name="marksFolder">Folder with the marks the run kept, or that were exported with its manifest; null for none.</param>
/// <param name="changed">Sources of which only changed rows were read; null for none.</param>
internal sealed class TableVerifier(ITarget target, MigratedTable table, int chunkRows, string scratch, string? marksFolder, IReadOnlySet<string>? changed = null)
{
    private const string RowsUnknown = " Which row it is, is told where the run's state is, and elsewhere when the manifest is exported with --rows.";

    private readonly TableManifest _manifest = table.Manifest!;

    /// <summary>Verifies the table.</summary>
    /// <param name="progress">Told about the rows read; null when nobody looks.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<TableVerification> RunAsync(IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var result = new TableVerification { Table = table.Table, Rows = _manifest.Rows, Outcome = VerificationOutcome.NotComparable, Chunks = _manifest.Chunks.Count };
        if (_manifest is { Scope: ManifestScope.Versions, ValidTo: null }) return result with { Message = "Versions end when later ones begin, and this manifest does not say in which column: an earlier version of Lumos made it." };
        var hasMarks = marksFolder is not null && (_manifest.Rows == 0 || File.Exists(ManifestFile.PathOf(marksFolder, table.Table)));
        var isPart = _manifest.Scope != ManifestScope.Whole;
        if (isPart && !hasMarks) return result with { Message = "The run's rows stand beside others, and the marks that tell them apart are not here." };

        using var marks = new RowMarks(scratch, "verify");
        using var lines = new VersionLines(scratch, _manifest);
        await ReadAsync(marks, lines, progress, cancellationToken).ConfigureAwait(false);
        var sorted = new SortedMarks([marks]);
        result = result with { RowsFound = sorted.Count };
        if (lines.CountOverlaps(cancellationToken) is var overlaps and > 0)
        {
            return result with { Outcome = VerificationOutcome.Differs, Message = string.Create(CultureInfo.InvariantCulture, $"{overlaps} version(s) end before they begin, or after the next one of their key does.") };
        }

        if (_manifest.Scope == ManifestScope.Whole)
        {
            var hasher = new ChunkHasher(_manifest.Bits);
            foreach (var part in sorted.Read(cancellationToken)) hasher.Add(part);
            var chunks = hasher.Finish();
            if (chunks.SequenceEqual(_manifest.Chunks)) return result with { Outcome = VerificationOutcome.Same };
            var first = Enumerable.Range(0, chunks.Count).First(at => chunks[at] != _manifest.Chunks[at]);
            result = result with
            {
                Outcome = VerificationOutcome.Differs, FirstChunk = first, DifferingChunks = Enumerable.Range(0, chunks.Count).Count(at => chunks[at] != _manifest.Chunks[at]),
                Message = string.Create(CultureInfo.InvariantCulture, $"Chunk {first} of {chunks.Count} has {(chunks[first].Rows == _manifest.Chunks[first].Rows ? "as many rows as were written, but others" : $"{chunks[first].Rows} rows, {_manifest.Chunks[first].Rows} were written")}.{(hasMarks ? "" : RowsUnknown)}"),
            };
            if (!hasMarks) return result;
        }

        if (!AreMarksOfManifest(cancellationToken))
        {
            return result with { Message = "The hashes of single rows that are here are not those of the manifest's chunks: they were changed, or are of another run." };
        }

        var comparison = new MarkComparison(isPart);
        comparison.Run(ManifestFile.Read(marksFolder!, table.Table), sorted.Read(cancellationToken));
        if (isPart && comparison is { Missing: 0, Changed: 0 }) return result with { Outcome = VerificationOutcome.Same };
        result = result with { Outcome = VerificationOutcome.Differs, Missing = comparison.Missing, Changed = comparison.Changed, Extra = comparison.Extra };
        if (comparison.First is not { } row) return result;
        var change = row.IsChanged ? "changed" : "gone";
        var chunk = ChunkHasher.ChunkOf(row.Mark.Key, _manifest.Bits);
        var within = string.Create(CultureInfo.InvariantCulture, $"Chunk {chunk} of {_manifest.Chunks.Count}: ");
        if (PlaceOf(row.Mark.Row) is not { } place) return result with { FirstChunk = chunk, Message = $"{within}a row is {change}." };
        return result with
        {
            FirstChunk = chunk, FirstRow = place,
            Message = string.Create(CultureInfo.InvariantCulture, $"{within}the first that differs is row {place.Row} of '{place.Source}' (from 0), which is {change}."),
        };
    }

    // A chunk's hash covers the hashes of its rows (not their numbers), so which rows differ is said by the manifest and not by whoever had the marks in hand.
    private bool AreMarksOfManifest(CancellationToken cancellationToken)
    {
        var hasher = new ChunkHasher(_manifest.Bits);
        foreach (var part in ManifestFile.Read(marksFolder!, table.Table))
        {
            cancellationToken.ThrowIfCancellationRequested();
            hasher.Add(part);
        }

        return hasher.Finish().SequenceEqual(_manifest.Chunks);
    }

    /// <summary>Where a row was read from; null where rows were left out in between.</summary>
    private RowPlace? PlaceOf(long row)
    {
        var chunk = table.Chunks.First(candidate => candidate.ChunkId == row / chunkRows);
        return table.Released == true || changed?.Contains(chunk.Source) == true ? null : new RowPlace(chunk.Source, chunk.FirstRow + (row % chunkRows));
    }

    private async Task ReadAsync(RowMarks marks, VersionLines lines, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var columns = _manifest.Columns.Select(static column => new TargetColumn { Name = column.Name, Type = column.Type }).ToList();
        int[] key = [.. Enumerable.Range(0, columns.Count).Where(at => _manifest.Key.Contains(columns[at].Name, StringComparer.Ordinal))];
        var hashes = Array.Empty<ulong>();
        var keys = Array.Empty<ulong>();
        var numbers = Array.Empty<long>();
        long rows = 0;
        await foreach (var read in target.ReadAsync(new TargetTable { Name = table.Table, Columns = columns }, cancellationToken).ConfigureAwait(false))
        {
            using var batch = read;
            var count = batch.RowCount;
            if (hashes.Length < count) (hashes, keys, numbers) = (new ulong[count], new ulong[count], new long[count]);
            lines.Add(batch);
            if (lines.Hides(batch) is { } hidden) RowHasher.Hash(hidden, columns.Count, hashes);
            else RowHasher.Hash(batch, columns.Count, hashes);
            if (key.Length > 0) RowHasher.Hash(batch, key, keys);
            for (var row = 0; row < count; row++) numbers[row] = rows + row;
            marks.Add(numbers.AsSpan(0, count), hashes.AsSpan(0, count), (key.Length > 0 ? keys : hashes).AsSpan(0, count));
            rows += count;
            progress?.Report(new StageProgress(StageName.Migration, $"verifying {table.Table}", rows, _manifest.Rows, "rows"));
        }
    }
}
