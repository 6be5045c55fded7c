using Lumos.Core.Supervision;

namespace Lumos.Core.Mapping.Synthesis;

/// <summary>Example rows a contract names for a target table.</summary>
/// <param name="New">Rows as the target has them, by target column.</param>
/// <param name="Old">The source row of each, by source column; null when the file has target columns only.</param>
internal sealed record ExampleRows(RawSample New, RawSample? Old);
