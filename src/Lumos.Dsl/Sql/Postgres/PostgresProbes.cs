using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>What depends on the database and its operating system: the encoding, and which letters collation "C.utf8" maps.</summary>
internal static class PostgresProbes
{
    /// <summary>Last code point asked about: every letter of the case table is below it.</summary>
    public const int LastPoint = 0x1FFFF;

    /// <summary>md5 of every code point up to <see cref="LastPoint"/> in upper case by the Lumos case table, as UTF-8, without U+00DF.</summary>
    public const string UpperHash = "04157d15e0ae12aaeb325ac8ab0acedf";

    /// <summary>The same in lower case.</summary>
    public const string LowerHash = "69e3efefe1949b299da497fe1e4c6675";

    private static readonly SqlProbe Encoding = new("the encoding of text", "SELECT current_setting('server_encoding')", "UTF8", "Use a database with encoding UTF8.");

    private static readonly SqlProbe Collation = new(
        "case(unicode)", "SELECT CAST(count(*) AS text) FROM pg_collation WHERE collname = 'C.utf8' AND pg_collation_is_visible(oid)", "1", "Use case with alphabet: ascii, or a server whose operating system has the C.UTF-8 locale.");

    private static readonly SqlProbe Floats = new(
        "float64", "SELECT CAST(CAST('9007199254740993.00000000000000000000000000000000001' AS double precision) AS text) || ' ' || CAST(CAST('0.30000000000000004' AS double precision) AS text) || ' ' || CAST(CAST('5e-324' AS double precision) AS text)",
        "9.007199254740994e+15 0.30000000000000004 5e-324", "SET extra_float_digits = 1, or run this column on the interpreter.");

    private static readonly SqlProbe Upper = OfCase("upper", UpperHash);
    private static readonly SqlProbe Lower = OfCase("lower", LowerHash);

    public static IReadOnlyList<SqlProbe> Of(TypedPlan plan)
    {
        var modes = plan.Pipelines.SelectMany(pipeline => CasesOf(pipeline.Value)).Distinct().OrderBy(mode => mode).ToList();
        var probes = new List<SqlProbe> { Encoding };
        if (plan.Pipelines.Any(pipeline => HasFloats(pipeline.Value))) probes.Add(Floats);
        if (modes.Count > 0) probes.AddRange([Collation, .. modes.Select(mode => mode == CaseMode.Upper ? Upper : Lower)]);
        return probes;
    }

    private static bool HasFloats(TypedExpression node) => node.Type.Kind == ColumnKind.Float64 || node.Inputs.Any(HasFloats);

    private static IEnumerable<CaseMode> CasesOf(TypedExpression node) =>
        node.Inputs.SelectMany(CasesOf).Concat(node.Expression is Case { Alphabet: CaseAlphabet.Unicode } letters
            ? letters.Mode == CaseMode.Title ? [CaseMode.Upper, CaseMode.Lower] : [letters.Mode]
            : []);

    private static SqlProbe OfCase(string name, string hash)
    {
        var sql = FormattableString.Invariant($"SELECT md5(string_agg({name}(chr(p) COLLATE \"C.utf8\") COLLATE \"C\", '' ORDER BY p)) FROM generate_series(1, {LastPoint}) AS p WHERE p NOT BETWEEN 55296 AND 57343 AND p <> 223");
        return new($"case({name}, alphabet: unicode)", sql, hash, "Use case with alphabet: ascii: the server's operating system has another table of letters.");
    }
}
