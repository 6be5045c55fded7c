using System.Text.RegularExpressions;
using Lumos.Abstractions;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>Reads the engine's own statements of unique indexes, over columns or expressions. Pure.</summary>
internal static partial class UniqueIndexes
{
    /// <summary>What an index asks of rows; null when it is not unique, or about a column the run does not fill.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="sql">Its statement, as the engine prints it.</param>
    /// <param name="there">Columns of its table.</param>
    /// <param name="filled">Columns the run fills.</param>
    public static UniqueRule? Read(string name, string sql, IReadOnlyList<string> there, IReadOnlyList<string> filled)
    {
        if (!sql.StartsWith("CREATE UNIQUE INDEX ", StringComparison.OrdinalIgnoreCase) || ValuesOf(sql) is not { Count: > 0 } values) return null;
        var words = values.SelectMany(static value => Words().Matches(value)).Select(static word => word.Value).Where(static word => word[0] != '\'')
            .Select(static word => word[0] == '"' ? word[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : word).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var named = there.Where(words.Contains).ToList();
        List<string> columns = [.. filled.Where(words.Contains)];
        return columns.Count > 0 && named.TrueForAll(column => columns.Contains(column, StringComparer.OrdinalIgnoreCase)) ? new UniqueRule(name, values, null, columns) : null;
    }

    /// <summary>What stands between the outer brackets, cut at commas; quotes and inner brackets are kept whole.</summary>
    private static List<string> ValuesOf(string sql)
    {
        var values = new List<string>();
        var (depth, start) = (0, 0);
        for (var at = 0; at < sql.Length; at++)
        {
            if (sql[at] is '"' or '\'') at = EndOfQuote(sql, at);
            else if (sql[at] == '(' && depth++ == 0) start = at + 1;
            else if (sql[at] == ')' && depth > 1) depth--;
            else if (depth == 1 && sql[at] is ',' or ')')
            {
                values.Add(sql[start..at].Trim());
                if (sql[at] == ')') return values;
                start = at + 1;
            }
        }

        return [];
    }

    private static int EndOfQuote(string sql, int at)
    {
        var quote = sql[at];
        for (var end = at + 1; end < sql.Length; end++)
        {
            if (sql[end] != quote) continue;
            if (end + 1 < sql.Length && sql[end + 1] == quote) end++;
            else return end;
        }

        return sql.Length;
    }

    [GeneratedRegex("""'(?:[^']|'')*'|"(?:[^"]|"")*"|\w+""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}
