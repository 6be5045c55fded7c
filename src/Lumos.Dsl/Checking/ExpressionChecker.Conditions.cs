using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Checking;

// The operation behind a flag.
internal sealed partial class ExpressionChecker
{
    private Facts? CheckSelect(SelectWhen select, TypedExpression?[] inputs)
    {
        if ((flags & DslFlags.SelectWhen) == DslFlags.None)
        {
            Reject(select, RejectCode.UnknownOperation, "select_when is not one of the twelve operations: it is behind a flag, and the flag is off.", "Use map_dict where the values are known, or turn it on: --enable select_when, or DslFlags.SelectWhen.");
            return null;
        }

        RequireText(select, inputs[0]);
        if (select.Matches is null == select.Unit is null) Reject(select, RejectCode.Argument, "select_when takes either matches or unit.");
        if (select.Matches is { } matches && CheckPattern(select, matches, select.IgnoreCase) is { } pattern && select.IgnoreCase) select = select with { Matches = Spelled(select, pattern), IgnoreCase = false };
        if (select.Unit is { } unit)
        {
            FindUnit(select, unit);
            if (select.IgnoreCase) Reject(select, RejectCode.Argument, "Argument ignore_case of select_when belongs to matches: units differ by case.", "Leave it out.");
        }

        if (inputs[1] is not { } then || inputs[2] is not { } otherwise) return null;
        if (then.Type != otherwise.Type)
        {
            diagnostics.Add(TypeMismatch.Of(otherwise.Type, then.Type, $"select_when gives {then.Type} where its condition holds, but {Describe(otherwise)} is {otherwise.Type}.", select.Span));
            return null;
        }

        return new(select, then.Type, then.Nullable || otherwise.Nullable);
    }
}
