//go:build unix

package durable

import "syscall"

var (
	exhausted  = []syscall.Errno{syscall.EMFILE, syscall.ENFILE, syscall.ENOMEM, syscall.EAGAIN, syscall.EINTR, syscall.ENOBUFS}
	unreadable = []syscall.Errno{
		syscall.EACCES, syscall.EPERM, syscall.EIO, syscall.ESTALE, syscall.EBUSY, syscall.ENODEV, syscall.ENXIO, syscall.ETIMEDOUT,
		syscall.EHOSTDOWN, syscall.EHOSTUNREACH, syscall.ENETDOWN, syscall.ENETUNREACH, syscall.ENOTCONN, syscall.ECONNRESET, syscall.ECONNABORTED,
	}
)
