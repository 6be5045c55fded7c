using System.Text;
using Lumos.Abstractions;
using Lumos.Core.Ingest.Naming;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Reading;
using Lumos.Core.Ingest.Typing;

namespace Lumos.Core.Ingest.Keys;

/// <summary>Profiles tables that are in memory already, the way ingest profiles those it reads.</summary>
internal static class TextTable
{
    private const int BatchRows = 16_384;

    /// <summary>Keys and types of a table of text columns.</summary>
    public static ForeignKeyFinder.Table Profile(string name, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string?>> cells, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(cells);
        var schema = new ColumnSchema([.. columns.Select(static column => new ColumnField(column, ColumnType.Text))]);
        var profiler = new TableProfiler(schema, flagRows: false);
        var rows = cells.Count == 0 ? 0 : cells[0].Count;
        for (var first = 0; first < rows; first += BatchRows)
        {
            var builder = new TextBatchBuilder(schema);
            var count = Math.Min(BatchRows, rows - first);
            builder.AddRows(count, (c, sink) =>
            {
                for (var row = first; row < first + count; row++)
                {
                    if (cells[c][row] is { } cell) sink.Add(Encoding.UTF8.GetBytes(cell));
                    else sink.AddNull();
                }
            });
            using var batch = builder.Take(name, first, null);
            profiler.Observe(batch, cancellationToken);
        }

        var names = SnakeCase.Unique([.. columns], "column");
        var findings = TypeDecider.Decide(profiler.Columns, names);
        return new ForeignKeyFinder.Table(SnakeCase.Of(name), names, profiler.Columns, findings, KeyFinder.Find(name, profiler.Columns, names, findings));
    }
}
