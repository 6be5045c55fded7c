using System.Text;

namespace Lumos.Connectors.Postgres.Replication;

/// <summary>The values a row is found by, as one text: values with U+0000 between them, which no value of the server holds, and NULL as a text without its mark.</summary>
internal static class RowKey
{
    private const char Between = '\0';
    private const char Mark = '=';

    /// <summary>Makes one text of the values.</summary>
    public static string Join(ReadOnlySpan<string?> values)
    {
        var text = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0) text.Append(Between);
            if (values[i] is { } value) text.Append(Mark).Append(value);
        }

        return text.ToString();
    }

    /// <summary>The values again.</summary>
    public static string?[] Split(string key) => [.. key.Split(Between).Select(static part => part.Length == 0 ? null : part[1..])];

    /// <summary>Values of one column as an array literal of the server.</summary>
    public static string Array(IEnumerable<string?> values)
    {
        var text = new StringBuilder("{");
        foreach (var value in values)
        {
            if (text.Length > 1) text.Append(',');
            if (value is null) text.Append("NULL");
            else text.Append('"').Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return Sql.Text(text.Append('}').ToString());
    }
}
