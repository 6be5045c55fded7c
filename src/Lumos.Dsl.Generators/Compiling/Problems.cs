using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Features;
using Lumos.Dsl.Generators.Models;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Generators.Compiling;

/// <summary>What pipelines and mappers have in common when something is wrong.</summary>
internal static class Problems
{
    /// <summary>What the generated code can do beyond the core of the language.</summary>
    public const DslFeatures Supported =
        DslFeatures.DateOffset | DslFeatures.AmPm | DslFeatures.MonthNames | DslFeatures.Fractions | DslFeatures.Epoch | DslFeatures.SerialDate | DslFeatures.ShortHour
        | DslFeatures.NumberFormat | DslFeatures.TitleCase | DslFeatures.FromEnd | DslFeatures.NamedZone;

    /// <summary>Diagnostics of the language as findings; a column that exists but has no type here is told as such.</summary>
    public static IEnumerable<Finding> Of(IEnumerable<DslDiagnostic> diagnostics, SourceColumns? source, string text)
    {
        foreach (var diagnostic in diagnostics)
        {
            var finding = Finding.Of(diagnostic);
            var written = diagnostic.Span is { IsKnown: true } span && span.Start + span.Length <= text.Length ? text.Substring(span.Start, span.Length) : "";
            var name = written.Trim('`');
            if (finding.Id == DiagnosticIds.UnknownColumn && source?.FindUnusable(name) is { } member) yield return OfType(member, diagnostic.Span);
            else yield return finding with { Fix = Fixes.For(diagnostic, written, source) };
        }
    }

    /// <summary>A member whose values the language cannot hold.</summary>
    public static Finding OfType(MemberModel member, SourceSpan span) => new(
        DiagnosticIds.MemberType,
        member.Clr == ClrType.Decimal
            ? $"'{member.Name}' is a decimal without declared digits. Add [Column(12, 2)]: total digits and digits after the point."
            : $"'{member.Name}' is {member.TypeText}, which is no type of the language. Use string, long, decimal, bool, DateOnly, DateTime or double.",
        span);

    /// <summary>Features the generated code lacks.</summary>
    public static Finding? OfFeatures(TypedPlan plan)
    {
        try
        {
            PlanFeatures.Require(plan, Supported, "Generated C#");
            return null;
        }
        catch (LumosException refusal)
        {
            return new(DiagnosticIds.Refused, refusal.Message, default);
        }
    }

    /// <summary>A value that cannot go where it should.</summary>
    public static Finding? OfResult(TypedExpression value, MemberModel member, string what, SourceSpan span)
    {
        if (!ClrTypes.CanReceive(member.Clr)) return OfType(member, span);
        var same = ClrTypes.KindOf(member.Clr) == value.Type.Kind && (member.Type is null || member.Type == value.Type);
        if (same || member.Clr == ClrType.None) return same && value.Type.Precision > 28 ? OfType(member, span) : null;
        var wanted = member.Type ?? ColumnType.Decimal(18, 2);
        return Finding.Of(TypeMismatch.Of(value.Type, wanted, $"{what} is {wanted}, but its pipeline gives {value.Type}.", span)) with
        {
            Fix = Fixes.ForCast(value.Type, wanted),
            FixSpan = Fixes.End(value.Expression.Span),
        };
    }

    /// <summary>Warnings about a checked expression.</summary>
    public static IEnumerable<Finding> Advice(TypedPlan plan, IReadOnlyList<string> backends)
    {
        foreach (var pipeline in plan.Pipelines)
        {
            foreach (var finding in DeadOperations.Find(pipeline.Value)) yield return finding;
            foreach (var finding in CertainFailures.Find(pipeline.Value)) yield return finding;
        }

        foreach (var backend in backends)
        {
            if (Backends.WhyRefused(plan, backend) is { } reason) yield return new(DiagnosticIds.BackendRefuses, reason, default) { IsWarning = true };
        }
    }
}
