namespace Lumos.Core.Supervision;

/// <summary>How well persons must hide in rows that are shown.</summary>
/// <param name="K">Least rows that share their quasi-identifiers, 1 or more.</param>
/// <param name="L">Least different sensitive values among them, 1 or more.</param>
/// <param name="Refuse">Whether a preview that does not reach it is withheld; else its rows are made coarser until it does.</param>
internal sealed record PreviewLimits(int K, int L, bool Refuse);
