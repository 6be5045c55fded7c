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
        var (sql, named) = (new StringBuilder(), new List<string>());
        for (var i = 0; i < Tokens.Count; i++)
        {
            var token = Tokens[i];

            // Operators such as <= are symbols side by side.
            if (i > 0 && !(token.Kind == DdlKind.Symbol && Tokens[i - 1] is { Kind: DdlKind.Symbol } before && before.Line == token.Line && before.Column + before.Text.Length == token.Column)) sql.Append(' ');
            var isCalled = token.Kind == DdlKind.Word && i + 1 < Tokens.Count && Tokens[i + 1].Is("(");
            var column = token.Kind is DdlKind.Word or DdlKind.QuotedName && !isCalled ? columns.FirstOrDefault(name => string.Equals(name, token.Text, StringComparison.OrdinalIgnoreCase)) : null;
            if (column is not null && !named.Contains(column)) named.Add(column);
            sql.Append(token.Kind switch
            {
                _ when column is not null => Quote(column, '"'),
                DdlKind.QuotedName => Quote(token.Text, '"'),
                DdlKind.Text => Quote(token.Text, '\''),
                _ => token.Text,
            });
        }

        return new RowCheck(Name ?? (Column is null ? $"{table}_check" : $"{table}_{Column}_check"), sql.ToString(), named);
    }

    private static string Quote(string text, char quote) => quote + text.Replace(quote.ToString(), new string(quote, 2), StringComparison.Ordinal) + quote;
}
