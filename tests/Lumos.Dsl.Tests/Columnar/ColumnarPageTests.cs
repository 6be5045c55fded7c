using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Columnar;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Tests.Columnar;

/// <summary>The program on the page about the columnar executor: this one, word for word.</summary>
public sealed class ColumnarPageTests
{
    [Fact]
    public async Task Page_Program_RunsAndIsTheOneShown()
    {
        var source = new People();
        var report = new List<string>();

        // The page begins here.
        var typed = DslText.Compile("""
            full_name = concat(first, last, separator: " ", nulls: skip) | collapse_whitespace
            born      = born | date_parse("MM/DD/YYYY")
            """, source.Schema).OrThrow();
        var plan = ColumnarPlan.Compile(typed);                       // immutable, for any number of threads

        await foreach (var result in plan.ExecuteAsync(source.ReadAsync()))
        {
            using (result)                                            // gives the buffers back
            {
                var failures = result.Columns[^1].GetValues<long>();  // the column lumos_failure
                for (var row = 0; row < result.RowCount; row++)
                {
                    if (failures[row] == 0) report.Add($"{Encoding.UTF8.GetString(result.Columns[0].GetUtf8(row))}, day {result.Columns[1].GetValues<int>()[row]}");
                    else report.Add($"row {row}: {plan.Failures[(int)failures[row] - 1].Code} in {plan.Failures[(int)failures[row] - 1].Target}");
                }
            }
        }

        // The page ends here.
        Assert.Equal(["Ada Lovelace, day -56270", "row 1: E_DATE in born"], report);
        Assert.Equal(Program(File.ReadAllLines(InRepository("tests", "Lumos.Dsl.Tests", "Columnar", "ColumnarPageTests.cs")), "        // The page begins here.", "        // The page ends here."), Program(File.ReadAllLines(InRepository("docs", "dsl", "columnar.md")), "```csharp", "```"));
    }

    private static string Program(string[] lines, string after, string before)
    {
        var first = Array.IndexOf(lines, after) + 1;
        var program = lines[first..Array.IndexOf(lines, before, first)];
        return string.Join('\n', program.Select(line => line.Trim())).Trim();
    }

    private static string InRepository(params string[] path)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Lumos.sln"))) folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar)) ?? throw new InvalidOperationException("No Lumos.sln above the tests.");
        return Path.Combine([folder, .. path]);
    }

    private sealed class People
    {
        public ColumnSchema Schema { get; } = new([new("first", ColumnType.Text), new("last", ColumnType.Text), new("born", ColumnType.Text)]);

        public async IAsyncEnumerable<ColumnBatch> ReadAsync()
        {
            await Task.CompletedTask;
            var columns = new[] { Column("Ada ", "Nobody"), Column(" Lovelace", ""), Column("12/10/1815", "02/30/1900") };
            yield return new ColumnBatch(Schema, 2, columns, new RowOrigin("people", 0));
        }

        private static Column Column(string first, string second) =>
            new(ColumnType.Text, 2, Encoding.UTF8.GetBytes(first + second), new[] { 0, first.Length, first.Length + second.Length });
    }
}
