// Package acceptance makes whole products through the program itself and lets
// independent readers judge the files: it holds tests only.
package acceptance
