using System.Text;
using Lumos.Abstractions;

namespace Lumos.Core.TargetSchemas;

/// <summary>A CHECK of a DDL script.</summary>
/// <param name="Name">Name the script gives it; null for none.</param>
/// <param name="Column">Column it stands at; null where it is the table's.</param>
/// <param name="Tokens">The condition, brackets included.</param>
internal sealed record DdlCheck(string? Name, string? Column, IReadOnlyList<DdlToken> Tokens)
{
    /// <summary>The check in SQL that any engine reads as the script means it: names of columns are quoted as they are spelled. Null when it is no single condition.</summary>
    /// <param name="table">Name of the table.</param>
    /// <param name="columns">Its columns.</param>
    public RowCheck? Of(string table, IReadOnlyList<string> columns)
    {
        if (Tokens.Count < 3 || Tokens.Any(static token => token.Is(";"))) return null;
        var named = new List<string>();
        var sql = Print(Tokens, columns, named);
        return new RowCheck(Name ?? (Column is null ? $"{table}_check" : $"{table}_{Column}_check"), sql, named);
    }

    /// <summary>Tokens as SQL in which names of columns are quoted as they are spelled.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="columns">Columns of the table.</param>
    /// <param name="named">Receives those that are named.</param>
    public static string Print(IReadOnlyList<DdlToken> tokens, IReadOnlyList<string> columns, List<string> named)
    {
        var sql = new StringBuilder();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];

            // Operators such as <= are symbols side by side.
            if (i > 0 && !(token.Kind == DdlKind.Symbol && tokens[i - 1] is { Kind: DdlKind.Symbol } before && before.Line == token.Line && before.Column + before.Text.Length == token.Column)) sql.Append(' ');
            var isCalled = token.Kind == DdlKind.Word && i + 1 < tokens.Count && tokens[i + 1].Is("(");
            var column = token.Kind is DdlKind.Word or DdlKind.QuotedName && !isCalled ? columns.FirstOrDefault(name => string.Equals(name, token.Text, StringComparison.OrdinalIgnoreCase)) : null;
            if (column is not null && !named.Contains(column)) named.Add(column);
            sql.Append(token.Kind switch
            {
                _ when column is not null => Quote(column, '"'),
                DdlKind.QuotedName when token.Text.Length == 0 || token.Text.All(char.IsAsciiDigit) => $"[{token.Text}]",
                DdlKind.QuotedName => Quote(token.Text, '"'),
                DdlKind.Text => Quote(token.Text, '\''),
                _ => token.Text,
            });
        }

        return sql.ToString();
    }

    /// <summary>A name or text in quotes.</summary>
    public static string Quote(string text, char quote) => quote + text.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal) + quote;
}
