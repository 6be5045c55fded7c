using System.Security.Cryptography;
using System.Text;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Postgres;

/// <summary>What depends on the database and its operating system: the encoding, and which letters collation "C.utf8" maps.</summary>
internal static class PostgresProbes
{
    // Every letter of the case table is below this.
    private const int Points = 0x1FFFF;

    private static readonly SqlProbe Encoding = new("the encoding of text", "SELECT current_setting('server_encoding')", "UTF8", "Use a database with encoding UTF8.");

    private static readonly SqlProbe Collation = new(
        "case(unicode)", "SELECT CAST(count(*) AS text) FROM pg_collation WHERE collname = 'C.utf8' AND pg_collation_is_visible(oid)", "1", "Use case with alphabet: ascii, or a server whose operating system has the C.UTF-8 locale.");

    private static readonly Lazy<SqlProbe> Upper = new(() => OfCase(CaseMode.Upper));
    private static readonly Lazy<SqlProbe> Lower = new(() => OfCase(CaseMode.Lower));

    public static IReadOnlyList<SqlProbe> Of(TypedPlan plan)
    {
        var modes = plan.Pipelines.SelectMany(pipeline => CasesOf(pipeline.Value)).Distinct().Order().ToList();
        return modes.Count == 0 ? [Encoding] : [Encoding, Collation, .. modes.Select(mode => mode == CaseMode.Upper ? Upper.Value : Lower.Value)];
    }

    private static IEnumerable<CaseMode> CasesOf(TypedExpression node) =>
        node.Inputs.SelectMany(CasesOf).Concat(node.Expression is Case { Alphabet: CaseAlphabet.Unicode } letters ? [letters.Mode] : []);

    private static SqlProbe OfCase(CaseMode mode)
    {
        var name = mode == CaseMode.Upper ? "upper" : "lower";
        var sql = $"SELECT md5(string_agg({name}(chr(p) COLLATE \"C.utf8\") COLLATE \"C\", '' ORDER BY p)) FROM generate_series(1, {Points}) AS p WHERE p NOT BETWEEN 55296 AND 57343 AND p <> 223";
        return new($"case({name}, alphabet: unicode)", sql, Hash(mode), "Use case with alphabet: ascii: the server's operating system has another table of letters.");
    }

    private static string Hash(CaseMode mode)
    {
        var text = new StringBuilder();
        for (var point = 1; point <= Points; point++)
        {
            if (point is not ((>= 0xD800 and <= 0xDFFF) or 0xDF)) text.Append(TextSemantics.Case(char.ConvertFromUtf32(point), mode, CaseAlphabet.Unicode));
        }

#pragma warning disable CA5351 // The server has no other hash at hand; nothing is kept secret.
        return Convert.ToHexStringLower(MD5.HashData(System.Text.Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5351
    }
}
