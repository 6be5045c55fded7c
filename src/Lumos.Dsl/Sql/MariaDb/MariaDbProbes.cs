using Lumos.Dsl.Checking;
using Lumos.Dsl.Features;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql.Shared;

namespace Lumos.Dsl.Sql.MariaDb;

/// <summary>What a MariaDB server and session must agree on: settings no SQL text can fix, and what the shapes take for granted.</summary>
internal static class MariaDbProbes
{
    /// <summary>MD5, which the server can compute, of what the letters of the table become, in code point order and without ß.</summary>
    internal const string UpperSum = "81d8c7652ba2e62d14f7718b293ca5b7";

    /// <summary>The same for lower case.</summary>
    internal const string LowerSum = "b42c925d573d968da52bc29cbfdc6200";

    private static readonly SqlProbe Floats = new(
        "float64", "SELECT CAST(CONCAT(CAST('5e-324' AS DOUBLE), ' ', CAST('1.7976931348623157e308' AS DOUBLE), ' ', CAST('0.30000000000000004' AS DOUBLE), ' ', CAST('9e-265' AS DOUBLE)) AS CHAR)",
        "5e-324 1.7976931348623157e308 0.30000000000000004 9e-265", "Use MariaDB 10.11 or newer.");

    private static readonly IReadOnlyList<SqlProbe> All =
    [
        new("texts", @"SELECT CAST(CONCAT(LENGTH('\\'), LENGTH(_utf8mb4'é😀')) AS CHAR)", "16", "Take NO_BACKSLASH_ESCAPES out of sql_mode and let the client speak utf8mb4."),
        new("collation", "SELECT CAST(CONCAT(_utf8mb4'a' COLLATE utf8mb4_nopad_bin = 'A', _utf8mb4'a' COLLATE utf8mb4_nopad_bin = 'a ', _utf8mb4'ß' COLLATE utf8mb4_nopad_bin = 'ss') AS CHAR)", "000", "Use MariaDB 10.11 or newer."),
        new("patterns", @"SELECT CAST(CONCAT(_utf8mb4'a\nb' REGEXP '^b', 'a\n' REGEXP 'a\\z', 'a\nb' REGEXP 'a.b', 'ab' REGEXP 'a b', REGEXP_SUBSTR('aab', 'a+')) AS CHAR)", "0000aa", "Set default_regex_flags to ''."),
        Letters(CaseMode.Upper),
        Letters(CaseMode.Lower),
    ];

    public static IReadOnlyList<SqlProbe> Of(TypedPlan plan) => (PlanFeatures.Of(plan) & DslFeatures.Float64) == DslFeatures.None ? All : [.. All, Floats];

    // All letters of the table at once; the answer is short.
    private static SqlProbe Letters(CaseMode mode)
    {
        var (from, _) = CaseLetters.Of(mode);
        var function = mode == CaseMode.Upper ? "UPPER" : "LOWER";
        return new($"case({(mode == CaseMode.Upper ? "upper" : "lower")}) of the Unicode table", $"SELECT MD5({function}(_utf8mb4'{from}' COLLATE utf8mb4_uca1400_ai_ci))", mode == CaseMode.Upper ? UpperSum : LowerSum, "Use MariaDB 10.11 or newer, or alphabet: ascii.");
    }
}
