#if !NETSTANDARD
using System.Text;
using Lumos.Dsl.Interpreter;
#endif
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Sql.Shared;

/// <summary>The case table as two texts of equal length: the letters that change, and what they become. Upper leaves out ß, which becomes two letters.</summary>
internal static class CaseLetters
{
#if NETSTANDARD
    // The compile-time build asks only whether a plan is refused. It never prints SQL, and does not carry the table.
    public static (string From, string To) Of(CaseMode mode) => mode == CaseMode.Upper ? ("a", "A") : ("A", "a");
#else
    private static readonly Lazy<(string From, string To)> Upper = new(() => Of(CaseTable.Upper));
    private static readonly Lazy<(string From, string To)> Lower = new(() => Of(CaseTable.Lower));

    public static (string From, string To) Of(CaseMode mode) => mode == CaseMode.Upper ? Upper.Value : Lower.Value;

    private static (string From, string To) Of(IReadOnlyDictionary<int, string> table)
    {
        var (from, to) = (new StringBuilder(), new StringBuilder());
        foreach (var (letter, mapped) in table.Where(entry => entry.Key != 'ß').OrderBy(entry => entry.Key))
        {
            from.Append(char.ConvertFromUtf32(letter));
            to.Append(mapped);
        }

        return (from.ToString(), to.ToString());
    }
#endif
}
