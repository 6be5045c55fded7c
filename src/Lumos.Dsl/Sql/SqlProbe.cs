using Lumos.Abstractions;
using Lumos.Dsl.Diagnostics;

namespace Lumos.Dsl.Sql;

/// <summary>A question to a server whose answer decides whether a compiled plan means there what it should.</summary>
/// <param name="Subject">What it is about, such as <c>case(unicode)</c>.</param>
/// <param name="Sql">A query of one row and one text column.</param>
/// <param name="Expected">The answer a server must give.</param>
/// <param name="Suggestion">What to do about a server that answers otherwise.</param>
public sealed record SqlProbe(string Subject, string Sql, string Expected, string Suggestion)
{
    /// <summary>Refuses a server that gave another answer.</summary>
    /// <param name="answer">What the query gave; null when it failed or gave NULL.</param>
    /// <exception cref="LumosException"><c>DSL_REJECT_TARGET_ENGINE</c>: the answer is not <see cref="Expected"/>.</exception>
    public void Check(string? answer)
    {
        if (answer == Expected) return;
        throw DslReject.Exception(RejectCode.Backend, $"This server does not agree on {Subject}: asked '{Sql}' it says {(answer is null ? "nothing" : $"'{answer}'")}, not '{Expected}'.", Suggestion);
    }
}
