using System.Globalization;
using System.Text;

namespace Lumos.Dsl.Sql.Snowflake;

/// <summary>
/// Turns a pattern as <see cref="Regex.Re2Printer"/> prints it into a POSIX extended one ("String functions (regular expressions)",
/// docs.snowflake.com/en/sql-reference/functions-regexp): every group captures, and a character beyond ASCII stands for itself.
/// </summary>
internal static class ErePattern
{
    private const string Special = @".[]()*+?{}|^$\";
    private const string SpecialInClass = @"[]^-\";

    /// <summary>The pattern, and the number of the group that was the one capture.</summary>
    /// <param name="re2">A pattern in which every bracket that is no syntax is escaped.</param>
    /// <param name="hasCapture">Whether one group captures.</param>
    public static (string Text, int Group) Of(string re2, bool hasCapture)
    {
        var text = new StringBuilder();
        var (groups, captured) = (0, 0);
        var inClass = false;
        for (var i = 0; i < re2.Length; i++)
        {
            if (re2[i] == '\\' && re2[i + 1] == 'x')
            {
                var end = re2.IndexOf('}', i);
                text.Append(char.ConvertFromUtf32(int.Parse(re2.Substring(i + 3, end - i - 3), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
                i = end;
            }
            else if (re2[i] == '\\')
            {
                // An escaped character that is nothing special is undefined there.
                i++;
                if ((inClass ? SpecialInClass : Special).IndexOf(re2[i]) >= 0) text.Append('\\');
                text.Append(re2[i]);
            }
            else if (re2[i] == '(' && !inClass)
            {
                groups++;
                text.Append('(');
                if (i + 1 < re2.Length && re2[i + 1] == '?') i += 2;
                else if (hasCapture) captured = groups;
            }
            else
            {
                if (re2[i] is '[' or ']') inClass = re2[i] == '[';
                text.Append(re2[i]);
            }
        }

        return (text.ToString(), captured);
    }
}
