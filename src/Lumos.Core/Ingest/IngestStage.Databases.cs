using System.Security.Cryptography;
using Lumos.Abstractions;
using Lumos.Core.Artifacts;
using Lumos.Core.Ingest.Csv;
using Lumos.Core.Ingest.Databases;
using Lumos.Core.Ingest.Inventory;
using Lumos.Core.Ingest.Naming;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Ingest.Standardization;
using Lumos.Core.Supervision.Incremental;

namespace Lumos.Core.Ingest;

internal sealed partial class IngestStage
{
    /// <summary>Profiles the tables of a database: from a copy where rows may be read, else from what the catalog declares.</summary>
    private async Task<List<TableProfile>> ReadDatabaseAsync(IConnector connector, IncrementalSources changes, List<string> remarks, StageContext context, bool sampling, CancellationToken cancellationToken)
    {
        var source = await connector.OpenSourceAsync(new ConnectorRequest(context.Contract.Lhs, BaseFolder: context.BaseFolder), cancellationToken).ConfigureAwait(false);
        await using var opened = source.ConfigureAwait(false);
        var tables = await source.ListTablesAsync(cancellationToken).ConfigureAwait(false);
        if (await source.MayWriteAsync(cancellationToken).ConfigureAwait(false)) remarks.Add($"The role that reads '{source.Name}' may also write there; one with the right to read alone would do.");
        var names = NamesOf(tables);
        var increments = IncrementsOf(tables, names, changes);
        var log = changes.Replicated(names, context.Contract, KeysFolderOf(context));
        changes.CheckUsed([.. names.Values]);
        var followed = log is not null && sampling ? await FollowAsync(connector, source, log, remarks, cancellationToken).ConfigureAwait(false) : new Dictionary<string, ReplicatedTable>();
        if (followed.Count > 0)
        {
            tables = await source.ListTablesAsync(cancellationToken).ConfigureAwait(false);
            names = NamesOf(tables);
            increments = IncrementsOf(tables, names, changes);
        }

        if (!sampling) return [.. tables.Select(table => Declared(source, table, names[table.Table.Name]) with { Increment = increments[table.Table.Name] })];
        var profiles = new List<TableProfile>();
        tables = [.. tables.Select(table => table with { Since = SinceOf(increments[table.Table.Name]) })];
        foreach (var copy in await new DatabaseSnapshot(context.WorkFolder).TakeAsync(source, tables, context.Progress, cancellationToken).ConfigureAwait(false))
        {
            var profile = await ReadCopyAsync(source, copy, names[copy.Table.Table.Name], context, sampling, cancellationToken).ConfigureAwait(false);
            var read = followed.GetValueOrDefault(copy.Table.Table.Name);
            profiles.Add(profile with { Increment = read is null ? increments[copy.Table.Table.Name] : await GoneAsync(source, read, copy, profile, context, cancellationToken).ConfigureAwait(false) });
        }

        return profiles;
    }

    private static Dictionary<string, CatalogIncrement?> IncrementsOf(IReadOnlyList<DatabaseTable> tables, Dictionary<string, string> names, IncrementalSources changes) =>
        tables.ToDictionary(static table => table.Table.Name, table => changes.Of(names[table.Table.Name], table.Table.Name, [.. table.Table.Columns.Select(static column => column.Name)]), StringComparer.Ordinal);

    private static Dictionary<string, string> NamesOf(IReadOnlyList<DatabaseTable> tables)
    {
        var taken = new TableNames();
        return tables.ToDictionary(static table => table.Table.Name, table => taken.Take(table.Table.Name), StringComparer.Ordinal);
    }

    private async Task<TableProfile> ReadCopyAsync(IDatabaseSource source, DatabaseSnapshot.Copy copy, string name, StageContext context, bool sampling, CancellationToken cancellationToken)
    {
        var stamp = SourceVerifier.FileStamp.Of(copy.Path);
        using var hash = new FileHash(copy.Path);
        var layout = await DatabaseSnapshot.LayoutOfAsync(copy, cancellationToken).ConfigureAwait(false);
        var file = new SourceFile(LocationOf(source, copy.Table), copy.Path) { Format = SourceFormats.Csv, Bytes = stamp.Bytes };
        var table = new OpenedTable
        {
            Source = new CsvSource(CsvTables.Named(file, () => new HashingStream(copy.Path, hash)), layout),
            Name = copy.Table.Table.Name,
            Origin = new CatalogSource { Location = file.Location, Format = SourceFormats.Csv, Sha256 = "", Dialect = CsvBridge.ToReport(layout), Snapshot = copy.Snapshot },
            CountsBytes = true,
            Declared = copy.Table.Table,
        };
        var profile = await new TableReader(context, sampling).ReadAsync(table, name, stamp.Bytes, cancellationToken).ConfigureAwait(false);
        if (profile.Rows != copy.Rows) throw IngestErrors.SnapshotRows(file.Location, copy.Rows, profile.Rows);
        var (sha256, bytes) = await FinishAsync(new OpenedFile(file, stamp, hash, [table]), cancellationToken).ConfigureAwait(false);
        return profile with { Origin = profile.Origin with { Sha256 = sha256, Bytes = bytes } };
    }

    private static TableProfile Declared(IDatabaseSource source, DatabaseTable table, string name)
    {
        var columns = new TableProfiler(new ColumnSchema([.. table.Table.Columns.Select(column => new ColumnField(column.Name, ColumnType.Text))]), flagRows: false).Columns;
        var names = SnakeCase.Unique([.. table.Table.Columns.Select(column => column.Name)], "column");
        var findings = DeclaredTypes.WithoutRows(table.Table.Columns, columns);
        var keys = DeclaredKeys.Of(table.Table, names);
        return new TableProfile
        {
            Name = name,
            Origin = new CatalogSource { Location = LocationOf(source, table), Format = SourceFormats.Csv, Sha256 = Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Serialize(table.Table, ArtifactJson.Default.TargetTable))) },
            Rows = 0,
            Unread = table,
            Columns = columns,
            Names = names,
            Findings = findings,
            Keys = keys is null ? [] : DeclaredKeys.Single(keys, names),
            DeclaredKeys = keys,
            Declared = table.Table,
            Plan = StandardizationPlanner.Plan(columns, names, findings),
            Notes = [],
        };
    }

    private static ChangedSince? SinceOf(CatalogIncrement? increment) =>
        increment is { Column: { } column, From: { } from } && Watermark.Parse(from) is { } value ? new ChangedSince(column, value.Kind, from) : null;

    private static string LocationOf(IDatabaseSource source, DatabaseTable table) => $"{source.Name}#{table.Table.Name}";
}
