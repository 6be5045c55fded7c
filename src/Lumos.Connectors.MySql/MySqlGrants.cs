using System.Text;
using System.Text.RegularExpressions;

namespace Lumos.Connectors.MySql;

/// <summary>Reads what <c>SHOW GRANTS</c> prints: rights an account has, and roles it may take. Pure.</summary>
internal static partial class MySqlGrants
{
    /// <summary>Whether a line lets somebody change rows or tables of a database.</summary>
    public static bool MayWrite(string line, string database) =>
        Right().Match(line) is { Success: true } right && Writing().IsMatch(right.Groups["rights"].Value)
        && (right.Groups["database"].Value == "*" || Matches(right.Groups["database"].Value[1..^1].Replace("``", "`", StringComparison.Ordinal), database));

    /// <summary>Roles a line grants, as it names them.</summary>
    public static IReadOnlyList<string> Roles(string line) =>
        !Right().IsMatch(line) && Role().Match(line) is { Success: true } granted ? [.. Named().Matches(granted.Groups["roles"].Value).Select(static role => role.Value)] : [];

    // % and _ stand for others unless a backslash is before them.
    private static bool Matches(string pattern, string database)
    {
        var regex = new StringBuilder("^");
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length) regex.Append(Regex.Escape(pattern[++at].ToString()));
            else regex.Append(pattern[at] switch { '%' => ".*", '_' => ".", var other => Regex.Escape(other.ToString()) });
        }

        return Regex.IsMatch(database, regex.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
    }

    [GeneratedRegex(@"^GRANT (?<rights>.+?) ON (TABLE )?(?<database>\*|`(?:[^`]|``)*`)\.(\*|`)", RegexOptions.CultureInvariant)]
    private static partial Regex Right();

    [GeneratedRegex(@"\b(INSERT|UPDATE|DELETE|DROP|ALL PRIVILEGES)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Writing();

    [GeneratedRegex(@"^GRANT (?<roles>[`'].+?[`']) TO [`']", RegexOptions.CultureInvariant)]
    private static partial Regex Role();

    [GeneratedRegex(@"[`'][^`']*[`'](@[`'][^`']*[`'])?", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
