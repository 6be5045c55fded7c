using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;
using Lumos.Dsl.Text;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>Texts that would be right in place of wrong ones.</summary>
internal static class Fixes
{
    private const string Here = "Here it is ";

    /// <summary>The fix of a diagnostic, or null.</summary>
    public static string? For(DslDiagnostic diagnostic, string written, SourceColumns? source)
    {
        switch (diagnostic.Code)
        {
            case RejectCode.UnknownColumn when source is not null:
                var column = NearestName.Find(written.Trim('`'), source.Schema.Fields.Select(field => field.Name).ToArray());
                return column is null ? null : Quoting.Name(column);
            case RejectCode.UnknownOperation:
                if (diagnostic.Suggestion is { } suggestion && suggestion.StartsWith(Here, StringComparison.Ordinal))
                {
                    var operation = suggestion.Substring(Here.Length).TrimEnd('.');
                    return operation.IndexOfAny([' ', '.', ',']) < 0 ? operation : null;
                }

                return NearestName.Find(written, OperationNames.All.ToArray());
            default:
                return diagnostic.Suggestion is { } words ? FromWords(words, written) : null;
        }
    }

    // A suggestion that is nothing but what to write in place of one argument.
    private static string? FromWords(string suggestion, string written)
    {
        var isText = written.Length > 1 && written[0] is '"' or '\'' && written[written.Length - 1] == written[0];
        if (!isText && !written.All(c => char.IsLetterOrDigit(c) || c is '_' or '(' or ')' or ',')) return null;
        if (Between(suggestion, "Write ", " without quotes.") is { } bare) return bare;
        var word = Between(suggestion, "Did you mean '", "'?") ?? Between(suggestion, "Did you mean ", "?") ?? Between(suggestion, Here, ".") ?? Between(suggestion, "Write '", "'.");
        return word is null || (!isText && word.Contains(' ')) ? null : isText ? Quoting.Text(word) : word;
    }

    private static string? Between(string text, string before, string after) =>
        text.Length > before.Length + after.Length && text.StartsWith(before, StringComparison.Ordinal) && text.EndsWith(after, StringComparison.Ordinal)
            ? text.Substring(before.Length, text.Length - before.Length - after.Length)
            : null;

    /// <summary>The step that turns a type into another, or null when there is none.</summary>
    public static string? ForCast(ColumnType from, ColumnType to)
    {
        if (!CastPairs.IsAllowed(from.Kind, to.Kind)) return null;
        var loses = from.Kind == ColumnKind.Decimal && to.Scale < from.Scale;
        return $" | type_cast({to}{(loses ? ", rounding: half_away" : "")})";
    }

    /// <summary>The place behind an expression.</summary>
    public static SourceSpan End(SourceSpan span) => span.IsKnown ? span with { Column = span.Column + span.Length, Start = span.Start + span.Length, Length = 0 } : span;
}
