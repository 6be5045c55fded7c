using System.Globalization;
using System.Text;

namespace Lumos.Core.Analysis.Statistics;

/// <summary>Some columns of a sample row as one text, the same for rows that have the same values there.</summary>
internal static class RowIdentity
{
    /// <summary>Null when one of the columns is NULL and that is not allowed: NULL equals nothing.</summary>
    public static string? Of(SampledInput input, IReadOnlyList<int> columns, int row, bool allowNull)
    {
        var text = new StringBuilder();
        foreach (var ordinal in columns)
        {
            var column = input.Columns[ordinal];
            if (column.Values[row] is not { } value)
            {
                if (!allowNull) return null;
                text.Append("-;");
                continue;
            }

            // A default is text whatever the type of its column; both sources of a column may differ in that, rows of one source do not.
            var written = value is string plain ? plain : ValueText.Of(value, column.Plan.Value!.Type);
            text.Append(written.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(written).Append(';');
        }

        return text.ToString();
    }
}
