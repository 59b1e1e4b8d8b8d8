package durable

import "syscall"

// Numbers of Windows' own errors, by the names of winerror.h.
const (
	tooManyOpenFiles  = syscall.Errno(4)
	notEnoughMemory   = syscall.Errno(8)
	outOfMemory       = syscall.Errno(14)
	noSystemResources = syscall.Errno(1450)
	notReady          = syscall.Errno(21)
	dataError         = syscall.Errno(23)
	sharingViolation  = syscall.Errno(32)
	lockViolation     = syscall.Errno(33)
	badNetPath        = syscall.Errno(53)
	networkBusy       = syscall.Errno(54)
	deviceNotExist    = syscall.Errno(55)
	unexpectedNetwork = syscall.Errno(59)
	netNameDeleted    = syscall.Errno(64)
	semaphoreTimeout  = syscall.Errno(121)
	ioDevice          = syscall.Errno(1117)
)

var (
	exhausted  = []syscall.Errno{tooManyOpenFiles, notEnoughMemory, outOfMemory, noSystemResources}
	unreadable = []syscall.Errno{
		syscall.ERROR_ACCESS_DENIED, notReady, dataError, sharingViolation, lockViolation, badNetPath, networkBusy, deviceNotExist,
		unexpectedNetwork, netNameDeleted, semaphoreTimeout, ioDevice,
	}
)
