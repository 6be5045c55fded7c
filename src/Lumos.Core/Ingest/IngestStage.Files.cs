using Lumos.Abstractions;
using Lumos.Core.Ingest.Databases;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Json;
using Lumos.Core.Ingest.Naming;
using Lumos.Core.Ingest.Reading;

namespace Lumos.Core.Ingest;

internal sealed partial class IngestStage
{
    private async Task<List<TableProfile>> ReadFilesAsync(List<string> remarks, StageContext context, bool sampling, CancellationToken cancellationToken)
    {
        if (context.Contract.Lhs.Location.FirstOrDefault(location => location.Contains("://", StringComparison.Ordinal)) is { } place) throw IngestErrors.NoConnector(place);

        // What an earlier try copied.
        DatabaseSnapshot.Remove(context.WorkFolder);
        var inventory = SourceInventory.Take(context.Contract.Lhs.Location, context.Resolve);
        CsvBridge.CheckNames(context.Contract.Overrides, [.. inventory.Files.Select(file => file.Location)]);
        var profiles = new List<TableProfile>();
        var names = new TableNames();
        foreach (var group in PartGroups.Of([.. inventory.Files.Select(FormatSniffer.Look)]))
        {
            profiles.AddRange(await ReadGroupAsync(group, names, inventory.Remarks, context, sampling, cancellationToken).ConfigureAwait(false));
        }

        remarks.AddRange(inventory.Remarks);
        return profiles;
    }

    // Files that may be parts of one table are one when their columns are the same; else each is its own.
    private async Task<IReadOnlyList<TableProfile>> ReadGroupAsync(
        IReadOnlyList<SourceFile> group, TableNames names, List<string> remarks, StageContext context, bool sampling, CancellationToken cancellationToken)
    {
        var opened = new List<OpenedFile>();
        try
        {
            foreach (var file in group) opened.Add(await OpenAsync(file, context, sampling, remarks, cancellationToken).ConfigureAwait(false));
            if (opened.Count > 1)
            {
                if (PartTables.Combine(opened) is { } whole) return await ReadPartsAsync(whole, opened, names, context, sampling, cancellationToken).ConfigureAwait(false);
                remarks.Add($"'{PartGroups.PatternOf(group[0])}': the files are named like parts of one table but their columns differ, so each is a table of its own.");
            }

            var profiles = new List<TableProfile>();
            foreach (var file in opened) profiles.AddRange(await ReadFileAsync(file, names, context, sampling, cancellationToken).ConfigureAwait(false));
            return profiles;
        }
        catch (UnauthorizedAccessException e)
        {
            throw IngestErrors.FileUnreadable(group[0].Location, e);
        }
        catch (IOException e)
        {
            throw IngestErrors.Read(group[0].Location, e);
        }
        finally
        {
            foreach (var file in opened) file.Hash.Dispose();
        }
    }

    private async Task<List<TableProfile>> ReadFileAsync(OpenedFile opened, TableNames names, StageContext context, bool sampling, CancellationToken cancellationToken)
    {
        var reader = new TableReader(context, sampling);
        var profiles = new List<TableProfile>();
        foreach (var table in opened.Tables)
        {
            await ReadTreeAsync(table, reader, profiles, names, opened.File.Bytes, cancellationToken).ConfigureAwait(false);
        }

        var (sha256, bytes) = await FinishAsync(opened, cancellationToken).ConfigureAwait(false);
        return profiles.ConvertAll(p => p with { Origin = p.Origin with { Sha256 = sha256, Bytes = bytes } });
    }

    // A table, and those in its rows behind it.
    private static async Task ReadTreeAsync(OpenedTable table, TableReader reader, List<TableProfile> profiles, TableNames names, long bytes, CancellationToken cancellationToken)
    {
        await using var _ = table.Source.ConfigureAwait(false);
        var profile = await reader.ReadAsync(table, names.Take(table.Name), bytes, cancellationToken).ConfigureAwait(false);
        if (table.Instead?.Invoke(profile) is { } other)
        {
            await using var again = other.Source.ConfigureAwait(false);
            (table, profile) = (other, await reader.ReadAsync(other, profile.Name, bytes, cancellationToken).ConfigureAwait(false));
        }

        profiles.Add(profile);
        foreach (var nested in table.Nested?.Invoke(profile) ?? []) await ReadTreeAsync(nested, reader, profiles, names, bytes, cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<TableProfile>> ReadPartsAsync(OpenedTable whole, List<OpenedFile> opened, TableNames names, StageContext context, bool sampling, CancellationToken cancellationToken)
    {
        var profiles = new List<TableProfile>();
        await ReadTreeAsync(whole, new TableReader(context, sampling), profiles, names, 0, cancellationToken).ConfigureAwait(false);
        var read = new List<(string Sha256, long Bytes)>();
        foreach (var file in opened) read.Add(await FinishAsync(file, cancellationToken).ConfigureAwait(false));
        return profiles.ConvertAll(profile => profile with
        {
            Origin = profile.Origin with
            {
                Parts = [.. opened.Select((file, i) => new CatalogPart { Location = file.File.Location, Bytes = read[i].Bytes, Sha256 = read[i].Sha256, Rows = profile.PartRows[i], Dialect = file.Tables[0].Origin.Dialect })],
                Bytes = read.Sum(static r => r.Bytes),
                Sha256 = PartTables.HashOf([.. read.Select(static r => r.Sha256)]),
            },
        });
    }

    private async ValueTask<(string Sha256, long Bytes)> FinishAsync(OpenedFile opened, CancellationToken cancellationToken)
    {
        var result = await opened.Hash.FinishAsync(cancellationToken).ConfigureAwait(false);
        SourceVerifier.CheckStill(opened.File.Path, opened.File.Location, opened.Stamp);
        verifier.Remember(opened.File.Path, result.Sha256, opened.Stamp);
        return result;
    }

    private async ValueTask<OpenedFile> OpenAsync(SourceFile file, StageContext context, bool sampling, List<string> remarks, CancellationToken cancellationToken)
    {
        if (sampling && file.Format == SourceFormats.DuckDb && (DatabaseFileCopy.IsTarget(file, context.Contract.Rhs, context.Resolve) || await DatabaseFileCopy.IsViewAsync(file, cancellationToken).ConfigureAwait(false)))
        {
            var (copy, snapshot) = await DatabaseFileCopy.TakeAsync(file, context.WorkFolder, context.Progress, remarks, cancellationToken).ConfigureAwait(false);
            var opened = await EngineTables.OpenAsync(copy, cancellationToken).ConfigureAwait(false);
            return new OpenedFile(copy, SourceVerifier.FileStamp.Of(copy.Path), new FileHash(copy.Path), [.. opened.Select(table => table with { Origin = table.Origin with { Snapshot = snapshot } })]);
        }

        if (file is { Table: not null, Format: SourceFormats.Csv or SourceFormats.Parquet }) throw IngestErrors.NoTables(file);
        var stamp = SourceVerifier.FileStamp.Of(file.Path);
        var hash = new FileHash(file.Path);
        var tables = file.Format switch
        {
            SourceFormats.Csv => await CsvTables.OpenAsync(file, hash, context.Contract.Overrides, cancellationToken).ConfigureAwait(false),
            SourceFormats.Json or SourceFormats.Ndjson => await JsonTables.OpenAsync(file, verifier, context.Contract.Overrides, cancellationToken).ConfigureAwait(false),
            _ => await EngineTables.OpenAsync(file, cancellationToken).ConfigureAwait(false),
        };
        return new OpenedFile(file, stamp, hash, tables);
    }
}
