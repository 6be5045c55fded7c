namespace Lumos.Abstractions;

/// <summary>What is wrong with a ledger.</summary>
public enum LedgerProblem
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The event's content is not what its hash names.</summary>
    Tampered,

    /// <summary>One or more events before this place are gone, or the end was cut off.</summary>
    Missing,

    /// <summary>The event stands after one that came later.</summary>
    Reordered,

    /// <summary>The event is sound by itself, but it does not follow from the one before: the chain was written anew from here.</summary>
    Rewritten,
}

/// <summary>Result of walking the ledger's chain.</summary>
/// <param name="Intact">Whether every event is the one that was written.</param>
/// <param name="SoundEvents">Events from the beginning that are.</param>
/// <param name="LastHash">Hash of the last sound event; note it elsewhere to prove the ledger later.</param>
/// <param name="Line">1-based line of the first event that is not; null when all are.</param>
/// <param name="Problem">What is wrong there.</param>
public sealed record LedgerVerification(bool Intact, long SoundEvents, string LastHash, long? Line, LedgerProblem Problem);
