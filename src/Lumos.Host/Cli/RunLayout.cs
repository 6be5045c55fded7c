using System.CommandLine;
using System.Globalization;
using Lumos.Abstractions;

namespace Lumos.Host.Cli;

/// <summary>Options that say how the rows of tables lie in Parquet files.</summary>
internal sealed class RunLayout
{
    private readonly Option<string[]> _partition = new("--partition-by") { Description = "Columns whose values name folders of Parquet files, such as country,year; table=columns for one table", HelpName = "columns" };
    private readonly Option<string[]> _sort = new("--sort-by") { Description = "Columns rows of Parquet files are sorted by, such as 'placed_on desc,id'; table=columns for one table", HelpName = "columns" };
    private readonly Option<string[]> _rows = new("--rows-per-file") { Description = "Most rows of a Parquet file; table=rows for one table", HelpName = "rows" };
    private readonly Option<string[]> _size = new("--target-file-size") { Description = "About how large a Parquet file should be, such as 128MB; table=size for one table", HelpName = "size" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _partition, _sort, _rows, _size }) command.Add(option);
        command.Validators.Add(result =>
        {
            foreach (var (_, rows) in (result.GetValue(_rows) ?? []).Select(RunLimits.ByTable).Where(static item => Rows(item.Value) is null)) result.AddError($"--rows-per-file takes a number of rows, 1 or more, not '{rows}'.");
            foreach (var (_, size) in (result.GetValue(_size) ?? []).Select(RunLimits.ByTable).Where(static item => TableLayout.ParseSize(item.Value) is null)) result.AddError($"--target-file-size takes a size such as 128MB, not '{size}'.");
        });
    }

    /// <summary>The contract with what the options add to it.</summary>
    public RunContract Apply(ParseResult parsed, RunContract contract)
    {
        var layouts = new SortedDictionary<string, TableLayout>(contract.Overrides?.Layout?.ToDictionary() ?? [], StringComparer.Ordinal);
        var isSaid = false;
        Put(_partition, static (layout, text) => layout with { PartitionBy = Columns(text) });
        Put(_sort, static (layout, text) => layout with { SortBy = Columns(text) });
        Put(_rows, static (layout, text) => layout with { RowsPerFile = Rows(text), TargetFileSize = null });
        Put(_size, static (layout, text) => layout with { TargetFileSize = TableLayout.ParseSize(text), RowsPerFile = null });
        return isSaid ? contract with { Overrides = (contract.Overrides ?? new RunOverrides()) with { Layout = layouts } } : contract;

        void Put(Option<string[]> option, Func<TableLayout, string, TableLayout> change)
        {
            foreach (var (table, value) in (parsed.GetValue(option) ?? []).Select(RunLimits.ByTable))
            {
                layouts[table] = change(layouts.GetValueOrDefault(table) ?? new TableLayout(), value);
                isSaid = true;
            }
        }
    }

    private static string[] Columns(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static long? Rows(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0 ? rows : null;
}
