using Lumos.Abstractions;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Text;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.DuckDb;

public sealed class CompiledPlanTests : IDisposable
{
    private static readonly ColumnSchema Source = new([new("a", ColumnType.Text), new("b", ColumnType.Text)]);

    private readonly DuckDbConnection _connection = new();

    public CompiledPlanTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void SelectSql_SeveralFailures_ReportsTheFirstColumnAndOperation()
    {
        var plan = Compile("x = b | type_cast(int64)\ny = a | trim | type_cast(int64) | type_cast(bool)");

        Assert.Equal("1 E_CAST", Failure(plan, "zz", "zz"));
        Assert.Equal("0", Failure(plan, " 1 ", "5"));
        Assert.Equal("x:0:E_RANGE", Named(plan, "7", "99999999999999999999"));
        Assert.Equal("y:1:E_CAST", Named(plan, "seven", "1"));
        Assert.Equal("y:2:E_CAST", Named(plan, "7", "1"));
    }

    [Fact]
    public void SelectSql_ErrorHiddenByConcat_StillFailsTheColumn()
    {
        var plan = Compile("x = concat(a | regex_extract(\"[0-9]\", 0, on_no_match: error), b, nulls: skip, separator: \"-\")");

        Assert.Equal((null, "x:0:E_NO_MATCH"), Value(plan, "abc", "b"));
        Assert.Equal(("1-b", "0"), Value(plan, "a1", "b"));
        Assert.Equal(("b", "0"), Value(plan, null, "b"));
    }

    [Fact]
    public void DetailSql_SharedOperation_NumbersItPerColumn()
    {
        var plan = Compile("x = a | type_cast(int64)\ny = a | type_cast(int64)");
        using var command = _connection.CreateCommand();
        command.CommandText = plan.DetailSql("(SELECT 'q' AS a, 'r' AS b)");
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        var (x, y) = (Convert.ToInt32(reader.GetValue(2), null), Convert.ToInt32(reader.GetValue(3), null));
        Assert.Equal("x", plan.Failures[x - 1].Target);
        Assert.Equal("y", plan.Failures[y - 1].Target);
    }

    [Fact]
    public void SelectSql_SharedOperation_IsComputedOnce()
    {
        var sql = Compile("x = a | type_cast(int64)\ny = a | type_cast(int64)").SelectSql("t");

        Assert.Equal(1, sql.Split("TRY_CAST").Length - 1);
    }

    [Fact]
    public void SelectSql_CarriedColumns_ComeLastAndUnchanged()
    {
        var sql = Compile("x = a").SelectSql("(SELECT 'v' AS a, 'w' AS b, 17 AS \"row \"\"n\"\"\")", ["row \"n\""]);
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.Equal("row \"n\"", reader.GetName(2));
        Assert.Equal(17, reader.GetInt32(2));
    }

    [Fact]
    public void SelectSql_CarriedColumnWithATargetsName_Throws() => Assert.Throws<ArgumentException>(() => Compile("x = a").SelectSql("t", ["X"]));

    [Fact]
    public void Compile_Twice_GivesTheSameText()
    {
        const string Text = "x = a | trim | case(lower) | type_cast(decimal(10,2))\ny = b | date_parse(\"MM/DD/YYYY\")";

        Assert.Equal(Compile(Text).SelectSql("t"), Compile(Text).SelectSql("t"));
    }

    [Fact]
    public void Compile_BadPlan_IsRefused()
    {
        var error = Assert.Throws<LumosException>(() => DuckDbCompiler.Compile(new TransformPlan([new("x", null, new ColumnReference("nowhere"))]), Source));

        Assert.Equal("DSL_REJECT_UNKNOWN_COLUMN", error.Reason);
    }

    [Fact]
    public void MapDict_ThousandKeys_FindsEach()
    {
        var entries = Enumerable.Range(0, 1000).Select(i => new MapEntry(FormattableString.Invariant($"key{i}é"), FormattableString.Invariant($"value{i}"))).ToArray();
        var plan = DuckDbCompiler.Compile(new TransformPlan([new("x", null, new MapDict(new ColumnReference("a"), ValueList.From(entries), MissingRule.Error, null))]), Source);
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FILTER (x = 'value' || b), count(*) FILTER (lumos_failure = 1) FROM ({plan.SelectSql("(SELECT 'key' || range || 'é' AS a, CAST(range AS VARCHAR) AS b FROM range(1100))", ["b"])})";
        using var reader = command.ExecuteReader();

        Assert.True(reader.Read());
        Assert.Equal((1000L, 100L), (reader.GetInt64(0), reader.GetInt64(1)));
    }

    private static CompiledPlan Compile(string text) => DuckDbCompiler.Compile(DslText.Parse(text), Source);

    private string Failure(CompiledPlan plan, string? a, string? b)
    {
        var number = Run(plan, a, b).Number;
        return number == 0 ? "0" : FormattableString.Invariant($"{number} {plan.Failures[number - 1].Code}");
    }

    private string Named(CompiledPlan plan, string? a, string? b) => Name(plan, Run(plan, a, b).Number);

    private (string? Value, string Failure) Value(CompiledPlan plan, string? a, string? b)
    {
        var (value, number) = Run(plan, a, b);
        return (value, Name(plan, number));
    }

    private static string Name(CompiledPlan plan, int number) => number == 0 ? "0" : FormattableString.Invariant($"{plan.Failures[number - 1].Target}:{plan.Failures[number - 1].OperationIndex}:{plan.Failures[number - 1].Code}");

    private (string? Value, int Number) Run(CompiledPlan plan, string? a, string? b)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT CAST(x AS VARCHAR), lumos_failure FROM ({plan.SelectSql($"(SELECT CAST({Literal(a)} AS VARCHAR) AS a, CAST({Literal(b)} AS VARCHAR) AS b)")})";
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return (reader.IsDBNull(0) ? null : reader.GetString(0), Convert.ToInt32(reader.GetValue(1), null));
    }

    private static string Literal(string? text) => text is null ? "NULL" : SqlPrinter.Standard.Literal(text);
}
