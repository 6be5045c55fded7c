namespace Lumos.DuckDb;

/// <summary>How far a statement is.</summary>
/// <param name="Percentage">0 to 100, an estimate; -1 while there is none.</param>
/// <param name="RowsProcessed">Rows read so far.</param>
/// <param name="TotalRows">Rows to read, an estimate.</param>
public readonly record struct DuckDbProgress(double Percentage, long RowsProcessed, long TotalRows);
