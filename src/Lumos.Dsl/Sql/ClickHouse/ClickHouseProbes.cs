namespace Lumos.Dsl.Sql.ClickHouse;

/// <summary>What a ClickHouse server must agree on: functions that came with some version, and what the shapes take for granted about others.</summary>
internal static class ClickHouseProbes
{
    private const string Newer = "Use a newer ClickHouse; the shapes were run on 26.5.";

    public static IReadOnlyList<SqlProbe> All { get; } =
    [
        new("patterns", @"SELECT concat(toString(match('a\nb', '^b')), toString(match('a\n', 'a$')), extract('abz', 'a(b)z'), toString(length(splitByRegexp(',', ''))), replaceRegexpOne('aa', 'a', ''))", "00b1a", Newer),
        new("case", "SELECT concat(upper('aß'), lower('AÀ'), translateUTF8('aé𐐨', 'é𐐨', 'É𐐀'))", "AßaÀaÉ𐐀", Newer),
        new("numbers", "SELECT concat(toDecimalString(toDecimal64('-0.50', 2), 2), toString(reinterpret(toDecimal64('-12.345', 3), 'Int64')), toString(reinterpret(toInt64(-12345), 'Decimal64(3)')), toString(intDiv(toInt128(-7), toInt128(2))), toString(modulo(toInt128(-7), toInt128(2))))", "-0.50-12345-12.345-3-1", Newer),
        new("NULL", "SELECT concat(arrayStringConcat(['a', NULL, 'c'], '-'), ifNull(concat('a', NULL), 'null'))", "a-cnull", Newer),
    ];
}
