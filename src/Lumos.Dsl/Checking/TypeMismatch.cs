using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Checking;

/// <summary>Words for a value of the wrong type.</summary>
internal static class TypeMismatch
{
    /// <summary>IMPLICIT_CAST when a cast would do and nobody asked for it, else TYPE.</summary>
    public static DslDiagnostic Of(ColumnType actual, ColumnType wanted, string message, SourceSpan span)
    {
        if (!CastPairs.IsAllowed(actual.Kind, wanted.Kind)) return new(RejectCode.Type, message, span, CastPairs.Alternative(actual.Kind, wanted.Kind));
        var loss = actual.Kind == ColumnKind.Decimal && wanted.Kind is ColumnKind.Decimal or ColumnKind.Int64 && wanted.Scale < actual.Scale;
        return new(RejectCode.ImplicitCast, message, span, $"Nothing is converted without being asked: add | type_cast({wanted}{(loss ? ", rounding: half_away" : "")}{(Math.Max(actual.Precision, wanted.Precision) > 18 ? ", wide: true" : "")}).");
    }
}
