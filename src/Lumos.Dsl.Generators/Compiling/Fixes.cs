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
                return null;
        }
    }

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
