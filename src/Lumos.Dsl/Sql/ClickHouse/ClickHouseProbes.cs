using Lumos.Dsl.Checking;
using Lumos.Dsl.Features;

namespace Lumos.Dsl.Sql.ClickHouse;

/// <summary>What a ClickHouse server must agree on: functions that came with some version, and what the shapes take for granted about others.</summary>
internal static class ClickHouseProbes
{
    private const string Newer = "Use a newer ClickHouse; the shapes were run on 26.5.";

    private static readonly SqlProbe Floats = new(
        "float64",
        "SELECT concat(toString(JSONExtract('5.0e-324', 'Nullable(Float64)')), ' ', toString(JSONExtract('9007199254740993.00000000000000000000000000000000001', 'Nullable(Float64)')), ' ', toString(JSONExtract('-0.0', 'Nullable(Float64)')), ' ', ifNull(toString(JSONExtract('1.0e309', 'Nullable(Float64)')), 'none'))",
        "5e-324 9007199254740994 -0 none", "Use a server that reads JSON with simdjson, as it does by itself, or run this column on the interpreter.");

    private static readonly IReadOnlyList<SqlProbe> All =
    [
        new("patterns", @"SELECT concat(toString(match('a\nb', '^b')), toString(match('a\n', 'a$')), extract('abz', 'a(b)z'), toString(length(splitByRegexp(',', ''))), replaceRegexpOne('aa', 'a', ''))", "00b1a", Newer),
        new("case", "SELECT concat(upper('aß'), lower('AÀ'), translateUTF8('aé𐐨', 'é𐐨', 'É𐐀'))", "AßaÀaÉ𐐀", Newer),
        new("numbers", "SELECT concat(toDecimalString(toDecimal64('-0.50', 2), 2), toString(reinterpret(toDecimal64('-12.345', 3), 'Int64')), toString(reinterpret(toInt64(-12345), 'Decimal64(3)')), toString(intDiv(toInt128(-7), toInt128(2))), toString(modulo(toInt128(-7), toInt128(2))))", "-0.50-12345-12.345-3-1", Newer),
        new("NULL", "SELECT concat(arrayStringConcat(['a', NULL, 'c'], '-'), ifNull(concat('a', NULL), 'null'))", "a-cnull", Newer),
    ];

    public static IReadOnlyList<SqlProbe> Of(TypedPlan plan) => (PlanFeatures.Of(plan) & DslFeatures.Float64) == DslFeatures.None ? All : [.. All, Floats];
}
